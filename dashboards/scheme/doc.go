// Package scheme holds the yearly rules of an assessment: the tree of themes and indicators with weights, frozen
// frontiers and targets, what missing values do, and the cut-offs of the tiers. It also holds the words of indicators
// that come as reported values, the departments, the regions, and the reforms with their ways before and after.
//
// Beside the tree a yearly file says how values become scores: normalise (of the scheme or of one indicator), range, zscore,
// reference, within (year or panel), treat ({winsorise, skew, kurt} or none) and impute. The flat form has no place for them:
// there they are options, as whatever a scheme says may be overridden by scoring.Options.
//
// Files are read strictly: Parse reports every fault at once as file:line. The package opens no files of its own but
// those it carries; files of an installation are handed in as bytes. Parse is the entry point.
package scheme
