package file

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encodings in which a file can be received, as manifests name them.
const (
	utf8Name    = "utf-8"
	gb18030Name = "gb18030"
	utf16leName = "utf-16le"
	utf16beName = "utf-16be"
	xlsxName    = "xlsx" // a workbook
)

// marks are the byte order marks.
var marks = []struct {
	encoding string
	bytes    string
}{
	{utf8Name, "\xEF\xBB\xBF"},
	{gb18030Name, "\x84\x31\x95\x33"},
	{utf16leName, "\xFF\xFE"},
	{utf16beName, "\xFE\xFF"},
}

// markOf is the encoding that a byte order mark tells, and the mark's length; nothing when there is none.
func markOf(head []byte) (string, int) {
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return m.encoding, len(m.bytes)
		}
	}
	return "", 0
}

// decoder is nil for UTF-8, which needs none.
func decoder(encodingName string) *encoding.Decoder {
	switch encodingName {
	case gb18030Name:
		return simplifiedchinese.GB18030.NewDecoder()
	case utf16leName:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case utf16beName:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}

// resolve says which encodings to try, in this order: declared before byte order mark before strict UTF-8 before strict
// GB18030. A mark that contradicts what is declared is a problem.
func resolve(declared string, head []byte) ([]string, *Problem) {
	mark, _ := markOf(head)
	switch declared {
	case "auto":
		if mark != "" {
			return []string{mark}, nil
		}
		if guessUTF16(head) != "" && bytes.Count(head, []byte{0}) > len(head)/32 {
			return nil, newProblem(BadEncoding, 0,
				"文件像是没有 BOM 的 UTF-16;请另存为 UTF-8,或把来源的 encoding 改为 utf-16。",
				"the file seems to be UTF-16 without a byte order mark; save it as UTF-8, or set the source's encoding to utf-16")
		}
		return []string{utf8Name, gb18030Name}, nil
	case "utf-16":
		switch {
		case mark == utf16leName || mark == utf16beName:
			return []string{mark}, nil
		case mark == "":
			if guess := guessUTF16(head); guess != "" {
				return []string{guess}, nil
			}
			return nil, contradiction(declared, nameOf(head))
		}
	}
	if mark != "" && mark != declared {
		return nil, contradiction(declared, mark)
	}
	return []string{declared}, nil
}

// guessUTF16 tells the byte order by the zero bytes of Latin letters, digits, delimiters and line ends.
func guessUTF16(head []byte) string {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > 2*zeros[0]:
		return utf16leName
	case zeros[0] > 2*zeros[1]:
		return utf16beName
	}
	return ""
}

// nameOf is what bytes without a mark seem to be, for sentences; empty when that cannot be said.
func nameOf(head []byte) string {
	switch {
	case guessUTF16(head) != "":
		return "utf-16"
	case validPrefix(head):
		return utf8Name
	}
	return ""
}

// validPrefix reports whether bytes are UTF-8, except that the last character may be cut.
func validPrefix(b []byte) bool {
	return utf8.Valid(b[:wholeRunes(b)])
}

// wholeRunes is the length of b without a character that its end cuts.
func wholeRunes(b []byte) int {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if at := len(b) - i; utf8.RuneStart(b[at]) {
			if !utf8.FullRune(b[at:]) {
				return at
			}
			break
		}
	}
	return len(b)
}

func contradiction(declared, found string) *Problem {
	if found == "" {
		return newProblem(BadEncoding, 0,
			fmt.Sprintf("来源约定编码为 %s,但内容不是 %[1]s;请按约定编码重新导出。", label(declared)),
			fmt.Sprintf("the source declares %s, but the content is not %[1]s; export it again in that encoding", label(declared)))
	}
	return newProblem(BadEncoding, 0,
		fmt.Sprintf("来源约定编码为 %s,但文件实际是 %s;请按约定编码重新导出,或把来源的 encoding 改为 %s。", label(declared), label(found), found),
		fmt.Sprintf("the source declares %s, but the file is %s; export it again, or set the source's encoding to %s", label(declared), label(found), found))
}

// label is an encoding's name for people.
func label(encodingName string) string {
	switch encodingName {
	case utf8Name:
		return "UTF-8"
	case gb18030Name:
		return "GB18030"
	case "utf-16":
		return "UTF-16"
	case utf16leName:
		return "UTF-16LE"
	case utf16beName:
		return "UTF-16BE"
	}
	return encodingName
}
