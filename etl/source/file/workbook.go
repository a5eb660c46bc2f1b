package file

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The bounds of a workbook. A full sheet of 1,048,576 rows and a dozen columns has about half a gigabyte of XML, which is ten
// to fifty times what is received of it; nothing of it is held but one row at a time and the texts that cells share.
const (
	maxParts    = 10_000
	maxUnzipped = 4 << 30  // bytes of all parts
	maxDescribe = 64 << 20 // bytes of a part that describes the workbook; it is held in memory
	maxShared   = 1 << 30  // bytes of the part with the texts that cells share; they are held in memory
	bombSize    = 64 << 20 // bytes of a part from which on its ratio matters
	bombRatio   = 400      // bytes for one that was received
)

// workbook is an .xlsx file. Excelize reads what describes it: which sheets there are, which are hidden, what its styles are,
// when its days begin. The sheets themselves are read by [sheetRows]: excelize's rows say neither whether a cell is a number
// or a text, nor whether a formula has a value, end without a word where the XML breaks off, and of a large sheet excelize
// writes a copy to the disk, personal fields and all.
type workbook struct {
	parts    map[string]*zip.File // by path in small letters
	sheets   []sheet
	formats  []format // by a cell's style
	date1904 bool
	shared   shared
}

// sheet is one of a workbook's tables.
type sheet struct {
	name   string
	path   string
	hidden bool
}

// openWorkbook reads all but the sheets. Its error may be a *Problem.
func openWorkbook(data []byte) (*workbook, error) {
	if p := unreadable(data); p != nil {
		return nil, p
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, brokenWorkbook()
	}
	w := &workbook{parts: map[string]*zip.File{}}
	if p := w.take(archive.File); p != nil {
		return nil, p
	}
	root, err := w.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	book := root.ofType("/officeDocument")
	switch {
	case book.path == "":
		return nil, newProblem(NotCSV, 0,
			"这是压缩包,不是 CSV 或 .xlsx 工作簿;请解压后逐个报送。",
			"this is an archive, not CSV or an .xlsx workbook; unpack it and hand in the files one by one")
	case !strings.HasSuffix(book.path, ".xml") || strings.HasPrefix(book.path, "word/") || strings.HasPrefix(book.path, "ppt/"):
		return nil, newProblem(NotCSV, 0,
			"这是另一种 Office 文件(如 .xlsb、.docx),不是 CSV 或 .xlsx 工作簿;请另存为「Excel 工作簿(.xlsx)」后再报送。",
			"this is another kind of Office file, like .xlsb or .docx, not CSV or an .xlsx workbook; save it as an Excel workbook (.xlsx)")
	}
	folder, name := path.Split(book.path)
	links, err := w.relations(folder+"_rels/"+name+".rels", folder)
	if err != nil {
		return nil, err
	}
	if err := w.describe(book.path, folder+"_rels/"+name+".rels", links); err != nil {
		return nil, err
	}
	if text := links.ofType("/sharedStrings"); text.path != "" {
		if err := w.readShared(text.path); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// isWorkbook tells by its first bytes a file that [openWorkbook] has words for.
func isWorkbook(first []byte) bool {
	return bytes.HasPrefix(first, []byte("PK\x03\x04")) || bytes.HasPrefix(first, []byte(oleMagic))
}

// oleMagic begins what older programs wrote, and a workbook with a password.
const oleMagic = "\xD0\xCF\x11\xE0"

func unreadable(data []byte) *Problem {
	if !bytes.HasPrefix(data, []byte(oleMagic)) {
		return nil
	}
	name := "EncryptedPackage"
	wide := make([]byte, 0, 2*len(name))
	for i := range len(name) {
		wide = append(wide, name[i], 0)
	}
	if bytes.Contains(data, wide) {
		return locked()
	}
	return newProblem(OldWorkbook, 0,
		"这是旧式 Office 文件(如 .xls、.et);请另存为「Excel 工作簿(.xlsx)」或 CSV 后再报送。",
		"this is a file of an older Office, like .xls; save it as an Excel workbook (.xlsx) or as CSV")
}

func locked() *Problem {
	return newProblem(Locked, 0,
		"文件设有打开密码,无法读取;请取消密码后再报送。",
		"the file needs a password to be opened; take the password away and hand it in again")
}

func brokenWorkbook() *Problem {
	return newProblem(BrokenWorkbook, 0,
		"像是 .xlsx 工作簿,但内容已损坏或没有传完整;请用 Excel 或 WPS 打开确认并重新保存后再报送。",
		"this seems to be an .xlsx workbook, but it is damaged or not whole; open it, save it again and hand that in")
}

func bomb(zh, en string) *Problem {
	return newProblem(TooLarge, 0,
		"工作簿解压后"+zh+",不予读取;请删去无用的内容,或分成几个文件报送。",
		"the workbook, unpacked, "+en+" and is not read; delete what is not needed, or send it in parts")
}

// take lists the parts and refuses what is a bomb by its own account. That account holds: package zip gives no more of a part
// than it announces, and compares what it gave with its sum.
func (w *workbook) take(files []*zip.File) *Problem {
	if len(files) > maxParts {
		return bomb(fmt.Sprintf("超过 %d 个部分", maxParts), fmt.Sprintf("has more than %d parts", maxParts))
	}
	total := uint64(0)
	for _, f := range files {
		size, packed := f.UncompressedSize64, max(f.CompressedSize64, 1)
		total += min(size, maxUnzipped+1)
		switch {
		case total > maxUnzipped:
			return bomb(fmt.Sprintf("超过 %d GB", maxUnzipped>>30), fmt.Sprintf("is larger than %d GB", maxUnzipped>>30))
		case size > bombSize && size/packed > bombRatio:
			return bomb(fmt.Sprintf("大了 %d 倍以上", bombRatio), fmt.Sprintf("is more than %d times as large", bombRatio))
		case f.Flags&1 != 0:
			return locked()
		}
		name := partName(f.Name)
		if _, twice := w.parts[name]; twice {
			return brokenWorkbook() // programs do not agree which of them counts
		}
		w.parts[name] = f
	}
	return nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// open gives the bytes of a part. A *Problem when there is none.
func (w *workbook) open(name string) (io.ReadCloser, error) {
	f := w.parts[partName(name)]
	if f == nil {
		return nil, brokenWorkbook()
	}
	r, err := f.Open()
	if err != nil {
		return nil, brokenWorkbook()
	}
	return r, nil
}

// relation is where a part finds another one.
type relation struct {
	id, kind, path string
}

type relations []relation

// relations reads a part that lists them; none when there is no such part.
func (w *workbook) relations(name, folder string) (relations, error) {
	f := w.parts[partName(name)]
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > maxDescribe {
		return nil, bomb("的目录过大", "has too large a list of its parts")
	}
	r, err := w.open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was only read
	var listed struct {
		Relationship []struct {
			ID         string `xml:"Id,attr"`
			Type       string `xml:"Type,attr"`
			Target     string `xml:"Target,attr"`
			TargetMode string `xml:"TargetMode,attr"`
		}
	}
	if err := xml.NewDecoder(r).Decode(&listed); err != nil {
		return nil, brokenWorkbook()
	}
	var list relations
	for _, l := range listed.Relationship {
		if l.TargetMode == "External" {
			continue
		}
		target := strings.ReplaceAll(l.Target, `\`, "/")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(folder, target)
		}
		list = append(list, relation{l.ID, l.Type, target})
	}
	return list, nil
}

// ofType is the first relation whose type ends so.
func (list relations) ofType(end string) relation {
	for _, r := range list {
		if strings.HasSuffix(r.kind, end) {
			return r
		}
	}
	return relation{}
}

// describe lets excelize read a workbook of the describing parts alone and takes from it what the sheets need.
func (w *workbook) describe(book, bookLinks string, links relations) (err error) {
	defer func() {
		if r := recover(); r != nil { // excelize takes a lot for granted that a damaged part lacks
			err = brokenWorkbook()
		}
	}()
	small, err := w.extract(map[string]string{
		"[Content_Types].xml": "[Content_Types].xml", "_rels/.rels": "_rels/.rels", book: book, bookLinks: bookLinks,
		"xl/styles.xml": links.ofType("/styles").path, // where excelize looks for them
	})
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(bytes.NewReader(small), excelize.Options{UnzipSizeLimit: 5 * maxDescribe, UnzipXMLSizeLimit: 5 * maxDescribe})
	if err != nil {
		return brokenWorkbook()
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	props, err := f.GetWorkbookProps()
	if err != nil {
		return brokenWorkbook()
	}
	w.date1904 = props.Date1904 != nil && *props.Date1904
	for _, s := range f.WorkBook.Sheets.Sheet {
		for _, l := range links {
			if l.id == s.ID && strings.HasSuffix(l.kind, "/worksheet") {
				w.sheets = append(w.sheets, sheet{name: s.Name, path: l.path, hidden: s.State != "" && s.State != "visible"})
			}
		}
	}
	codes := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			codes[n.NumFmtID] = n.FormatCode
		}
	}
	if f.Styles.CellXfs == nil {
		return nil
	}
	for _, x := range f.Styles.CellXfs.Xf {
		f := format{}
		if x.NumFmtID != nil {
			code, own := codes[*x.NumFmtID]
			if !own {
				code = builtinFormats[*x.NumFmtID]
			}
			f = parseFormat(code)
		}
		w.formats = append(w.formats, f)
	}
	return nil
}

// extract makes an archive of some parts, new name → part; one that is not there is left out.
func (w *workbook) extract(parts map[string]string) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, part := range parts {
		f := w.parts[partName(part)]
		if f == nil {
			continue
		}
		if f.UncompressedSize64 > maxDescribe {
			return nil, bomb("的样式或目录过大", "has too large a description of its styles or sheets")
		}
		header := f.FileHeader
		header.Name = name
		to, err := archive.CreateRaw(&header)
		if err != nil {
			return nil, err
		}
		from, err := f.OpenRaw()
		if err != nil {
			return nil, brokenWorkbook()
		}
		if _, err := io.Copy(to, from); err != nil {
			return nil, brokenWorkbook()
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
