package control

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yingshang/dashboards/assess"
)

// MinPassword is how many characters a password has at least; MaxPassword keeps hashing cheap.
const (
	MinPassword = 10
	MaxPassword = 256
)

var accountName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$`)

// AddAccount makes an account; ErrConflict when the name is taken. by is who made it, for the audit.
func (d *DB) AddAccount(ctx context.Context, by string, a assess.Account, password string, now time.Time) error {
	if !accountName.MatchString(a.Name) {
		return fmt.Errorf("account name %q: want up to 40 letters, digits, dots and dashes: %w", a.Name, assess.ErrInvalid)
	}
	if err := checkAccount(a); err != nil {
		return err
	}
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	return d.change(ctx, by, now, func(c *change) error {
		res, err := c.exec("account_add", a.Name, string(a.Role), joined(a.Departments), hash, unix(now))
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(fmt.Errorf("account %q is there already: %w", a.Name, assess.ErrConflict), err)
		}
		return c.did("account.add", "account:"+a.Name, "", said(a))
	})
}

// ChangeAccount changes an account; its sessions end. An empty password leaves it as it is.
func (d *DB) ChangeAccount(ctx context.Context, by, name, password string, now time.Time, alter func(*assess.Account)) error {
	fresh := ""
	if password != "" {
		var err error
		if fresh, err = hashPassword(password); err != nil {
			return err
		}
	}
	return d.change(ctx, by, now, func(c *change) error {
		a, hash, err := scanAccount(c.tx.QueryRowContext(ctx, text("account_by_name"), name))
		if err != nil {
			return fmt.Errorf("account %q: %w", name, err)
		}
		before := said(a)
		alter(&a)
		if err := checkAccount(a); err != nil {
			return err
		}
		after := said(a)
		if fresh != "" {
			hash, after = fresh, after+", new password"
		}
		if _, err := c.exec("account_save", string(a.Role), joined(a.Departments), hash, a.Disabled, a.Name); err != nil {
			return err
		}
		return c.did("account.change", "account:"+a.Name, before, after)
	})
}

// Account returns an account; ErrNotFound when there is none of that name.
func (d *DB) Account(ctx context.Context, name string) (assess.Account, error) {
	a, _, err := scanAccount(d.db.QueryRowContext(ctx, text("account_by_name"), name))
	return a, err
}

// Accounts returns all accounts by name.
func (d *DB) Accounts(ctx context.Context) ([]assess.Account, error) {
	var found []assess.Account
	err := d.each(ctx, "account_list", nil, func(r *sql.Rows) error {
		a, _, err := scanAccount(r)
		found = append(found, a)
		return err
	})
	return found, err
}

// Authenticate returns the account of a name and a password. A name that nobody has, an account that is disabled and a
// wrong password cost the same time and give the same error, ErrForbidden.
func (d *DB) Authenticate(ctx context.Context, name, password string) (assess.Account, error) {
	decoy := nobody() // made once, whoever asks first
	a, hash, err := scanAccount(d.db.QueryRowContext(ctx, text("account_by_name"), name))
	if err != nil && !errors.Is(err, assess.ErrNotFound) {
		return assess.Account{}, err
	}
	known := err == nil
	if !known {
		hash = decoy
	}
	ok, err := matchesPassword(hash, password)
	if err != nil {
		return assess.Account{}, err
	}
	if !ok || !known || a.Disabled {
		return assess.Account{}, fmt.Errorf("name or password is wrong: %w", assess.ErrForbidden)
	}
	return a, nil
}

func checkAccount(a assess.Account) error {
	if !slices.Contains(assess.Roles, a.Role) {
		return fmt.Errorf("role %q, want one of %v: %w", a.Role, assess.Roles, assess.ErrInvalid)
	}
	if (a.Role == assess.RoleFiller || a.Role == assess.RoleReviewer) && len(a.Departments) == 0 {
		return fmt.Errorf("a %s wants a department: %w", a.Role, assess.ErrInvalid)
	}
	if a.Role == assess.RoleFiller && slices.Contains(a.Departments, assess.EveryDepartment) {
		return fmt.Errorf("a filler has departments of its own, not all: %w", assess.ErrInvalid)
	}
	return nil
}

// checkPassword refuses one that is too short to be guessed at slowly.
func checkPassword(p string) error {
	if n := utf8.RuneCountInString(p); n < MinPassword || n > MaxPassword {
		return fmt.Errorf("password of %d characters, want %d to %d: %w", n, MinPassword, MaxPassword, assess.ErrInvalid)
	}
	return nil
}

func scanAccount(r interface{ Scan(...any) error }) (assess.Account, string, error) {
	var a assess.Account
	var departments, hash string
	var created int64
	err := r.Scan(&a.Name, &a.Role, &departments, &hash, &a.Epoch, &a.Disabled, &created)
	if errors.Is(err, sql.ErrNoRows) {
		return a, "", assess.ErrNotFound
	}
	if err != nil {
		return a, "", fmt.Errorf("control store, account: %w", err)
	}
	a.Created = moment(created)
	for _, code := range strings.Split(departments, ",") {
		if code != "" {
			a.Departments = append(a.Departments, assess.DepartmentCode(code))
		}
	}
	return a, hash, nil
}

func joined(codes []assess.DepartmentCode) string {
	list := make([]string, len(codes))
	for i, c := range codes {
		list[i] = string(c)
	}
	return strings.Join(list, ",")
}

// said is an account in the audit.
func said(a assess.Account) string {
	state := ""
	if a.Disabled {
		state = ", disabled"
	}
	return fmt.Sprintf("%s [%s]%s", a.Role, joined(a.Departments), state)
}
