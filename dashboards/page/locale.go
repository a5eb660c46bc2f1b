package page

import (
	"embed"
	"fmt"
	"sync"
	"time"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"yingshang/dashboards/assess"
)

//go:embed locales/*.json
var localeFiles embed.FS

// Languages are those of the product; the first is the default.
var Languages = []string{"zh", "en"}

// Locale writes texts, dates and numbers of one language.
type Locale struct {
	Lang string // "zh" or "en", as in ?lang=
	i    *i18n.Localizer
}

var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.Chinese)
	for _, lang := range Languages {
		if _, err := b.LoadMessageFileFS(localeFiles, "locales/"+lang+".json"); err != nil {
			panic(fmt.Errorf("locale %s: %w", lang, err))
		}
	}
	return b
})

// LocaleOf returns the locale of lang, that of the first language when lang is unknown.
func LocaleOf(lang string) *Locale {
	for _, known := range Languages {
		if lang == known {
			return &Locale{lang, i18n.NewLocalizer(bundle(), lang)}
		}
	}
	return LocaleOf(Languages[0])
}

// T is the text of key. args are pairs of a name and a value for the places of the text; a value named "N" that is an
// int also chooses between one and many. A key without a text is shown as it is: a test finds it.
func (l *Locale) T(key string, args ...any) string {
	data := make(map[string]any, len(args)/2)
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	for i := 0; i+1 < len(args); i += 2 {
		name := fmt.Sprint(args[i])
		data[name] = args[i+1]
		if n, ok := args[i+1].(int); ok && name == "N" {
			data[name] = l.Count(int64(n))
			config.PluralCount = n
		}
	}
	text, err := l.i.Localize(&config)
	if err != nil && text == "" {
		return key
	}
	if l.Lang == "zh" {
		return closeUp(text)
	}
	return text
}

// closeUp takes out a space between two Chinese characters, which is there because a place may also hold a number.
func closeUp(s string) string {
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i, r := range runes {
		if r == ' ' && i > 0 && i+1 < len(runes) && unicode.Is(unicode.Han, runes[i-1]) && unicode.Is(unicode.Han, runes[i+1]) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// Of is a text of the data in this language.
func (l *Locale) Of(t assess.Text) string {
	if l.Lang == "zh" {
		return typeset(t.In(l.Lang))
	}
	return t.In(l.Lang)
}

// wide are the signs that Chinese sets full-width.
var wide = map[rune]rune{',': '，', ';': '；', ':': '：', '(': '（', ')': '）'}

// typeset puts the full-width sign where a keyboard's narrow one stands beside a Chinese character.
func typeset(s string) string {
	runes := []rune(s)
	han := func(i int) bool { return i >= 0 && i < len(runes) && unicode.Is(unicode.Han, runes[i]) }
	open := false // the bracket that was opened last is full-width
	for i, r := range runes {
		w, narrow := wide[r]
		switch {
		case !narrow:
		case r == '(':
			if open = han(i-1) || han(i+1); open {
				runes[i] = w
			}
		case r == ')':
			if open {
				runes[i] = w
			}
			open = false
		case han(i-1) || han(i+1):
			runes[i] = w
		}
	}
	return string(runes)
}

// Tag is the language tag of the page.
func (l *Locale) Tag() string {
	if l.Lang == "en" {
		return "en"
	}
	return "zh-CN"
}

// Count writes a whole number: 7,926.
func (l *Locale) Count(n int64) string { return shown(float64(n), 0) }

// Day writes a date: 9月30日, 30 Sep.
func (l *Locale) Day(t time.Time) string {
	if t.IsZero() {
		return dash
	}
	if l.Lang == "en" {
		return t.In(assess.Zone).Format("2 Jan")
	}
	return t.In(assess.Zone).Format("1月2日")
}

// FullDay writes a date with its year.
func (l *Locale) FullDay(t time.Time) string {
	if t.IsZero() {
		return dash
	}
	if l.Lang == "en" {
		return t.In(assess.Zone).Format("2 Jan 2006")
	}
	return t.In(assess.Zone).Format("2006年1月2日")
}

// YearMonth writes a month: 2022年2月, Feb 2022.
func (l *Locale) YearMonth(t time.Time) string {
	if l.Lang == "en" {
		return t.In(assess.Zone).Format("Jan 2006")
	}
	return t.In(assess.Zone).Format("2006年1月")
}

// Moment writes a date and a time of day, with the year when it is another than that of now.
func (l *Locale) Moment(t, now time.Time) string {
	switch {
	case t.IsZero():
		return dash
	case t.In(assess.Zone).Year() != now.In(assess.Zone).Year():
		return l.FullDay(t) + " " + t.In(assess.Zone).Format("15:04")
	}
	return l.Day(t) + " " + t.In(assess.Zone).Format("15:04")
}

// ISO writes a date for traces and files.
func ISO(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(assess.Zone).Format("2006-01-02")
}

// Months writes how much of a year is in a figure: 2022 年 1–9 月 when asOf ends September, 2022 年 when the year is over.
func (l *Locale) Months(year int, asOf time.Time) string {
	asOf = asOf.In(assess.Zone)
	switch {
	case asOf.IsZero() || asOf.Year() != year || asOf.Month() == time.December && asOf.Day() == 31:
		return l.T("period.year", "Year", year)
	case asOf.AddDate(0, 0, 1).Day() != 1:
		return l.T("period.until", "Year", year, "Day", l.Day(asOf))
	case asOf.Month() == time.January:
		return l.T("period.january", "Year", year)
	}
	return l.T("period.months", "Year", year, "Month", l.monthName(asOf))
}

func (l *Locale) monthName(t time.Time) string {
	if l.Lang == "en" {
		return t.Format("Jan")
	}
	return fmt.Sprint(int(t.Month()))
}
