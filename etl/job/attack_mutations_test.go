package job_test

import (
	"yingshang/sql/catalog"
)

// mutations are layers over the embedded SQL that leave a safeguard out.
var mutations = map[string]catalog.Files{}
