package control

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/crypto/argon2"

	"yingshang/dashboards/assess"
)

// The costs of a new hash: what OWASP asks of argon2id at least, on a small machine that has an engine beside it. A hash
// keeps its own.
const (
	passes   = 2
	kibibyte = 19 << 10
	lanes    = 1
	saltSize = 16
	keySize  = 32
)

// hashing lets few passwords be hashed at once: each takes 19 MiB.
var hashing = make(chan struct{}, 2)

func key(password string, salt []byte, time, memory uint32, threads uint8, size int) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, time, memory, threads, uint32(size))
}

// hashPassword makes an argon2id hash in its usual text form.
func hashPassword(password string) (string, error) {
	if err := checkPassword(password); err != nil {
		return "", err
	}
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, kibibyte, passes, lanes,
		b64.EncodeToString(salt), b64.EncodeToString(key(password, salt, passes, kibibyte, lanes, keySize))), nil
}

// matchesPassword compares in constant time.
func matchesPassword(hash, password string) (bool, error) {
	if len(password) > 4*MaxPassword {
		return false, nil
	}
	var version int
	var memory, time uint32
	var threads uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, fmt.Errorf("hash of a password: %w", assess.ErrInvalid)
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads); err != nil || version != argon2.Version {
		return false, fmt.Errorf("hash of a password, version or costs: %w", assess.ErrInvalid)
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("hash of a password: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("hash of a password: %w", err)
	}
	return subtle.ConstantTimeCompare(key(password, salt, time, memory, threads, len(want)), want) == 1, nil
}

// nobody is a hash that stands in for a name that nobody has, so that such a name answers no sooner.
var nobody = sync.OnceValue(func() string {
	hash, err := hashPassword("nobody has this password " + rand.Text())
	if err != nil {
		panic(err) // it is long enough
	}
	return hash
})
