package engine

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// stopTime is how long a child may take to end; then it is killed.
const stopTime = time.Second

// A process is one life of the child.
type process struct {
	cmd    *exec.Cmd
	stdin  *os.File // closing it ends the child
	stderr *tail
	began  time.Time
	ended  chan struct{} // closed when the process is gone
}

func (e *Engine) spawn() (*process, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS == "linux" {
		exe = "/proc/self/exe" // the same program even when its file was replaced
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	p := &process{
		cmd:    exec.Command(exe, childArgs(e.dir)...),
		stdin:  write,
		stderr: new(tail),
		began:  time.Now(),
		ended:  make(chan struct{}),
	}
	p.cmd.Args[0] = "yingshang-engine"
	p.cmd.Dir = e.dir
	p.cmd.Env = childEnv(e.library)
	p.cmd.Stdin = read
	p.cmd.Stderr = p.stderr
	p.cmd.ExtraFiles = []*os.File{e.lock}                   // see takeLock
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for the parent, which ends us in order
	if err := p.cmd.Start(); err != nil {
		write.Close()
		return nil, err
	}
	go func() { // ends with the process
		p.cmd.Wait()
		write.Close()
		close(p.ended)
	}()
	return p, nil
}

// childEnv is what the child sees of our environment: none of our secrets.
func childEnv(library string) []string {
	env := []string{childVar + "=" + library, "TZ=" + Zone}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// end closes the child's input and waits for it to go; then it kills. The
// engine would wait five seconds for its clients to hang up, idle ones too;
// nothing is lost by not waiting, as what was acknowledged is written.
func (p *process) end() {
	p.stdin.Close()
	select {
	case <-p.ended:
	case <-time.After(stopTime):
		p.cmd.Process.Kill()
		<-p.ended
	}
}

func (p *process) state() string { return p.cmd.ProcessState.String() }

// A tail keeps the last lines that were written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailSize = 4 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if over := len(t.buf) - tailSize; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.buf))
}
