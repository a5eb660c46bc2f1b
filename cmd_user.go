package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/sql/control"
)

// userCmd is `yingshang user`: who may fill in, review and see evidence. It may run beside `up`.
type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"A new account; its password is asked for, or read from a file."`
	Role    userRoleCmd    `cmd:"" help:"Another role: viewer, filler, reviewer or admin."`
	Scope   userScopeCmd   `cmd:"" help:"Other departments."`
	Passwd  userPasswdCmd  `cmd:"" help:"Another password."`
	Disable userDisableCmd `cmd:"" help:"Let an account in no longer; its sessions end at once. --enable lets it in again."`
	List    userListCmd    `cmd:"" help:"Every account."`
}

// ledgerHome is the data folder of commands that need the control store alone.
type ledgerHome struct {
	Data string `default:"./data" env:"YINGSHANG_DATA" type:"path" help:"Data folder."`
}

// within opens the control store, which is made with the data folder when there is none yet.
func (h ledgerHome) within(ctx context.Context, do func(db *control.DB, by string) error) error {
	if err := os.MkdirAll(h.Data, 0o750); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	db, err := control.Open(ctx, filepath.Join(h.Data, "control.db"))
	if err != nil {
		return err
	}
	err = do(db, operator())
	if errors.Is(err, assess.ErrInvalid) || errors.Is(err, assess.ErrNotFound) || errors.Is(err, assess.ErrConflict) {
		err = &exitError{2, err}
	}
	return errors.Join(err, db.Close())
}

// operator is who works at the command line, for the audit.
func operator() string {
	if u, err := user.Current(); err == nil {
		return "command:" + u.Username
	}
	return "command"
}

// passwordFrom reads a password without showing it. It is never an argument: those can be read by everybody on the machine.
type passwordFrom struct {
	PasswordFile string `type:"existingfile" placeholder:"FILE" help:"A file with the password; otherwise it is asked for."`
}

func (p passwordFrom) read(k *kong.Context, name string) (string, error) {
	if p.PasswordFile != "" {
		b, err := os.ReadFile(p.PasswordFile)
		return strings.TrimRight(string(b), "\r\n"), err
	}
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", &exitError{2, errors.New("there is no terminal to ask for the password: name a file with --password-file")}
	}
	var typed [2]string
	for i, ask := range []string{"Password of %s, at least %d characters: ", "Again: "} {
		if i == 0 {
			ask = fmt.Sprintf(ask, name, control.MinPassword)
		}
		fmt.Fprint(k.Stderr, ask)
		b, err := term.ReadPassword(in)
		fmt.Fprintln(k.Stderr)
		if err != nil {
			return "", err
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", &exitError{2, errors.New("the two are not the same: nothing was changed")}
	}
	return typed[0], nil
}

// departmentCodes checks codes given by a person; "all" stands for every department.
func departmentCodes(words []string) ([]assess.DepartmentCode, error) {
	list, err := scheme.Departments()
	if err != nil {
		return nil, err
	}
	known := map[assess.DepartmentCode]bool{}
	for _, d := range list {
		known[d.Code] = true
	}
	var codes []assess.DepartmentCode
	for _, w := range words {
		code := assess.DepartmentCode(w)
		switch {
		case w == "all":
			code = assess.EveryDepartment
		case !known[code]:
			return nil, &exitError{2, fmt.Errorf("department %q is unknown%s, want all or one of %s", w, assess.DidYouMean(w, names(known)), strings.Join(names(known), ", "))}
		}
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

// userAddCmd is `yingshang user add`.
type userAddCmd struct {
	ledgerHome
	passwordFrom
	Name       string   `arg:"" help:"What the person logs in as."`
	Role       string   `required:"" enum:"viewer,filler,reviewer,admin" help:"viewer reads sheets and evidence, filler fills in, reviewer approves, admin reads everything and the audit."`
	Department []string `placeholder:"CODE" help:"Department of a filler or reviewer, as /indicators names them; more than one with commas; all for a reviewer of all."`
}

// Run makes the account.
func (c *userAddCmd) Run(ctx context.Context, k *kong.Context) error {
	codes, err := departmentCodes(c.Department)
	if err != nil {
		return err
	}
	return c.within(ctx, func(db *control.DB, by string) error {
		password, err := c.read(k, c.Name)
		if err != nil {
			return err
		}
		if err := db.AddAccount(ctx, by, assess.Account{Name: c.Name, Role: assess.Role(c.Role), Departments: codes}, password, time.Now()); err != nil {
			return err
		}
		fmt.Fprintf(k.Stdout, "%s: %s %s\n", c.Name, c.Role, scopeWords(codes))
		return nil
	})
}

// userRoleCmd is `yingshang user role`.
type userRoleCmd struct {
	ledgerHome
	Name string `arg:"" help:"Account."`
	Role string `arg:"" enum:"viewer,filler,reviewer,admin" help:"viewer, filler, reviewer or admin."`
}

// Run gives the account another role.
func (c *userRoleCmd) Run(ctx context.Context, k *kong.Context) error {
	return c.alter(ctx, k, c.Name, "", func(a *assess.Account) { a.Role = assess.Role(c.Role) })
}

// userScopeCmd is `yingshang user scope`.
type userScopeCmd struct {
	ledgerHome
	Name       string   `arg:"" help:"Account."`
	Department []string `arg:"" help:"Its departments from now on; all for a reviewer of all."`
}

// Run gives the account other departments.
func (c *userScopeCmd) Run(ctx context.Context, k *kong.Context) error {
	codes, err := departmentCodes(c.Department)
	if err != nil {
		return err
	}
	return c.alter(ctx, k, c.Name, "", func(a *assess.Account) { a.Departments = codes })
}

// userPasswdCmd is `yingshang user passwd`.
type userPasswdCmd struct {
	ledgerHome
	passwordFrom
	Name string `arg:"" help:"Account."`
}

// Run gives the account another password; its sessions end.
func (c *userPasswdCmd) Run(ctx context.Context, k *kong.Context) error {
	password, err := c.read(k, c.Name)
	if err != nil {
		return err
	}
	if password == "" {
		return &exitError{2, errors.New("the password is empty: nothing was changed")}
	}
	return c.alter(ctx, k, c.Name, password, func(*assess.Account) {})
}

// userDisableCmd is `yingshang user disable`.
type userDisableCmd struct {
	ledgerHome
	Name   string `arg:"" help:"Account."`
	Enable bool   `help:"Let it in again."`
}

// Run disables the account.
func (c *userDisableCmd) Run(ctx context.Context, k *kong.Context) error {
	return c.alter(ctx, k, c.Name, "", func(a *assess.Account) { a.Disabled = !c.Enable })
}

func (h ledgerHome) alter(ctx context.Context, k *kong.Context, name, password string, change func(*assess.Account)) error {
	return h.within(ctx, func(db *control.DB, by string) error {
		if err := db.ChangeAccount(ctx, by, name, password, time.Now(), change); err != nil {
			return err
		}
		a, err := db.Account(ctx, name)
		if err != nil {
			return err
		}
		tellAccounts(k, a)
		return nil
	})
}

// userListCmd is `yingshang user list`.
type userListCmd struct{ ledgerHome }

// Run lists the accounts.
func (c *userListCmd) Run(ctx context.Context, k *kong.Context) error {
	return c.within(ctx, func(db *control.DB, _ string) error {
		all, err := db.Accounts(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(k.Stdout, "no accounts yet: yingshang user add NAME --role filler --department CODE")
			return nil
		}
		tellAccounts(k, all...)
		return nil
	})
}

func tellAccounts(k *kong.Context, all ...assess.Account) {
	rows := make([][]string, len(all))
	for i, a := range all {
		state := "active"
		if a.Disabled {
			state = "disabled"
		}
		rows[i] = []string{a.Name, string(a.Role), scopeWords(a.Departments), state, day(a.Created)}
	}
	table(k.Stdout, []string{"name", "role", "departments", "state", "since"}, rows)
}

// scopeWords are the departments of an account.
func scopeWords(codes []assess.DepartmentCode) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		if words[i] = string(c); c == assess.EveryDepartment {
			words[i] = "all"
		}
	}
	return strings.Join(words, ",")
}
