// Package scheme holds the yearly rules of an assessment: the tree of themes and indicators with weights, frozen
// frontiers and targets, what missing values do, and the cut-offs of the tiers. It also holds the words of indicators
// that come as reported values, the departments, the regions, and the reforms with their ways before and after.
//
// Files are read strictly: Parse reports every fault at once as file:line. The package opens no files of its own but
// those it carries; files of an installation are handed in as bytes. Parse is the entry point.
package scheme
