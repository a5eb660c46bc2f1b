package catalog

import (
	"errors"
	"fmt"
	"strings"
)

// token is a word, number or sign of SQL with its nesting depth; strings and quoted names are one token each.
type token struct {
	text       string
	start, end int
	depth      int
	word       bool
}

// lex splits SQL into tokens and leaves comments and blanks out. It knows just enough to find the clauses and the list
// items of our own trusted files.
func lex(sql string) ([]token, error) {
	var tokens []token
	depth := 0
	var open []int // where the brackets begin that are open
	for i := 0; i < len(sql); {
		c := sql[i]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			i++
		case strings.HasPrefix(sql[i:], "--"):
			n := strings.IndexByte(sql[i:], '\n')
			if n < 0 {
				return tokens, nil
			}
			i += n + 1
		case strings.HasPrefix(sql[i:], "/*"):
			n := strings.Index(sql[i+2:], "*/")
			if n < 0 {
				return nil, &lexError{i, "a comment is not closed"}
			}
			i += n + 4
		case c == '\'' || c == '`' || c == '"':
			end := closing(sql, i)
			if end < 0 {
				return nil, &lexError{i, "a quote is not closed"}
			}
			tokens = append(tokens, token{sql[i:end], i, end, depth, false})
			i = end
		case isWord(c):
			end := i
			for end < len(sql) && isWord(sql[end]) {
				end++
			}
			tokens = append(tokens, token{sql[i:end], i, end, depth, true})
			i = end
		default:
			if c == ')' || c == ']' || c == '}' {
				depth--
				if depth < 0 {
					return nil, &lexError{i, "a bracket closes nothing"}
				}
			}
			tokens = append(tokens, token{sql[i : i+1], i, i + 1, depth, false})
			if c == '(' || c == '[' || c == '{' {
				open = append(open[:depth], i)
				depth++
			}
			i++
		}
	}
	if depth != 0 {
		return nil, &lexError{open[depth-1], "a bracket is not closed"}
	}
	return tokens, nil
}

// lexError is what cannot be read, with its place in the text.
type lexError struct {
	at   int
	what string
}

// Error says what is wrong.
func (e *lexError) Error() string { return e.what }

// lineOf is the line of a text, whose first line has a number, on which an error lies.
func lineOf(err error, text string, first int) int {
	var e *lexError
	if errors.As(err, &e) {
		return first + strings.Count(text[:e.at], "\n")
	}
	return first
}

// closing returns the end of the quoted text that begins at i, or -1.
func closing(sql string, i int) int {
	for j := i + 1; j < len(sql); j++ {
		switch {
		case sql[j] == '\\':
			j++
		case sql[j] == sql[i] && j+1 < len(sql) && sql[j+1] == sql[i]:
			j++
		case sql[j] == sql[i]:
			return j + 1
		}
	}
	return -1
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// item is one expression of a SELECT list with the name it goes by.
type item struct{ expr, name string }

// parseList splits "expr AS name, expr AS name" at its top level.
func parseList(sql string) ([]item, error) {
	tokens, err := lex(sql)
	if err != nil {
		return nil, err
	}
	var items []item
	begin := 0
	flush := func(end int) error {
		part := tokens[begin:end]
		if len(part) == 0 {
			return fmt.Errorf("an expression is missing before a comma or at the end")
		}
		last := part[len(part)-1]
		switch {
		case len(part) == 1 && last.word:
			items = append(items, item{last.text, last.text})
		case len(part) > 2 && last.word && strings.EqualFold(part[len(part)-2].text, "AS") && part[len(part)-2].depth == 0:
			items = append(items, item{strings.TrimSpace(sql[part[0].start:part[len(part)-3].end]), last.text})
		default:
			return fmt.Errorf("expression %q has no name: end it with AS name", sql[part[0].start:last.end])
		}
		return nil
	}
	for i, t := range tokens {
		if t.depth == 0 && t.text == "," {
			if err := flush(i); err != nil {
				return nil, err
			}
			begin = i + 1
		}
	}
	if err := flush(len(tokens)); err != nil {
		return nil, err
	}
	return items, nil
}

// selection is a statement "WITH … SELECT list FROM …", cut at its top level.
type selection struct {
	with  string // without the word WITH; may be empty
	list  []item
	text  string // the list as written
	rest  string // from the word FROM on
	words []string
}

// parseSelect cuts the first SELECT of a statement; a UNION ALL after it stays in rest.
func parseSelect(sql string) (selection, error) {
	tokens, err := lex(sql)
	if err != nil {
		return selection{}, err
	}
	s := selection{}
	from, pick := -1, -1
	for i, t := range tokens {
		if t.word {
			s.words = append(s.words, t.text)
		}
		if t.depth != 0 || !t.word {
			continue
		}
		switch {
		case strings.EqualFold(t.text, "SELECT") && pick < 0:
			pick = i
		case strings.EqualFold(t.text, "FROM") && pick >= 0 && from < 0:
			from = i
		}
	}
	if pick < 0 || from < 0 {
		return s, fmt.Errorf("want SELECT … FROM …")
	}
	if pick > 0 {
		if !strings.EqualFold(tokens[0].text, "WITH") {
			return s, fmt.Errorf("want WITH or SELECT first, not %q", tokens[0].text)
		}
		s.with = strings.TrimSpace(sql[tokens[0].end:tokens[pick].start])
	}
	s.text = strings.TrimSpace(sql[tokens[pick].end:tokens[from].start])
	s.rest = strings.TrimSpace(sql[tokens[from].start:])
	s.list, err = parseList(s.text)
	return s, err
}

func (s selection) names() []string {
	names := make([]string, len(s.list))
	for i, it := range s.list {
		names[i] = it.name
	}
	return names
}
