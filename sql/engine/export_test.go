package engine

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// RawChild is the engine child of a folder without our lock and our self-test,
// to see what the library itself does.
func RawChild(ctx context.Context, library, dir string, stdin *os.File) *exec.Cmd {
	exe, _ := os.Executable()
	cmd := exec.CommandContext(ctx, exe, childArgs(dir)...)
	cmd.Env = childEnv(library)
	cmd.Stdin = stdin
	return cmd
}

// WriteRawConfig writes the configuration of a RawChild whose data lies in
// another folder, and returns where that child will answer.
func WriteRawConfig(dir, data string) (Address, error) {
	port, err := freePort()
	if err != nil {
		return Address{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Address{}, err
	}
	if err := os.Symlink(data, filepath.Join(dir, "data")); err != nil {
		return Address{}, err
	}
	return Address{URL: fmt.Sprintf("http://127.0.0.1:%d", port), User: "app"},
		writeConfig(settings{Dir: dir, Port: port, Memory: 1 << 30, Nonce: secret(), AppSHA256: sha256Hex(""), ReadSHA256: sha256Hex("")})
}
