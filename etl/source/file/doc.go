// Package file takes in the files that offices hand over and gives their records to the engine.
//
// [Land] reads the received bytes in whatever encoding they come, refuses what is no proper table in one clear sentence (a
// [Problem]), changes personal fields, and keeps the rest as UTF-8 under its SHA-256. [Open] streams a landed file the way
// the engine wants it, and [Lines] shows single records again. Both find the records by one scan ([scanner]), which never
// loses a line: what cannot be read as a record is sent as a faulty one, so that read = accepted + rejected always holds.
//
// A landed file is read in ClickHouse's dialect of CSV: blanks before an opening quote and after a closing one do not count,
// a quote inside an unquoted field is a letter like others, empty lines are nothing. A record may go over several lines
// inside quotes, up to maxLines and maxRecord; when it then has the wrong number of fields, never closes, or seems to have
// swallowed whole records, only its first line is faulty and the scan goes on with the next line.
//
// A workbook (.xlsx) is told by its content and landed as the CSV that a clerk would have typed: [openWorkbook] opens it,
// [workbook.findSheet] finds the sheet and its header, [sheetRows] reads it and [table] writes it down. From then on it is a landed
// file like others, but that each record counts as the one line of its row in the sheet, whatever line breaks its cells hold, and
// that a row with a cell that cannot be taken is a faulty record.
//
//	numbers        the value, not what the cell shows: 0.991 for 99.1%, 1234.5 for ¥1,234.50; with the zeros of a format 000000
//	days, times    2006-01-02, 2006-01-02 15:04:05, 15:04:05, and 2006-01 where only year and month are shown; 1904 is heeded
//	text           as it is: 0012 and 2022/9/30 stay so
//	formulas       their last result; one that was never calculated is a Problem that names the cell
//	#N/A           a row with it is Failed
//	18 digits      a row with such a number is LostSome: Excel keeps 15. As a text it is whole
//	TRUE, FALSE    as Excel writes them into CSV
//	merged cells   the value is that of the first; the others are empty
//	hidden         rows and columns are read, sheets are not, unless the source names one
//
// The package knows no database and no clock.
package file
