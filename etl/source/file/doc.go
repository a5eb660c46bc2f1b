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
// The package knows no database and no clock.
package file
