// Package scoring makes scores, ranks and tiers out of values by a scheme. It is pure: the same values and the same
// scheme give the same digits, whatever the order of the units, on every machine.
//
// Compute is the entry point. It normalises every indicator, takes the weighted means up the tree, ranks the units of
// each year, finds the tier of the total and says what each node gives to the total.
//
// How values are measured against each other is the scheme's to say, or the options', which override it. What that takes from
// the values themselves is Frozen: kept, it scores a unit again to the same digits without the others.
//
// What is not measured is not zero: the scheme's rule of its status decides whether it is left out (its weight goes to
// its siblings) or scores the lowest score there is.
package scoring
