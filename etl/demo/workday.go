package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"yingshang/dashboards/calendar"
)

// workdays are those of 2022 in order; asOf is how many of them there are up to and including the as-of day. Records are made
// from places in this list, so that the working days between two of them are known before any clock runs.
func workdays() (list []time.Time, asOf int, err error) {
	if list, err = workdaysOf(2022); err != nil {
		return nil, 0, err
	}
	end := day(2022, 9, 30)
	for asOf < len(list) && !list[asOf].After(end) {
		asOf++
	}
	return list, asOf, nil
}

// workdaysOf are those of a year in order.
func workdaysOf(year int) (list []time.Time, err error) {
	cal := calendar.Default()
	for d := day(year, 1, 1); d.Year() == year; d = d.AddDate(0, 0, 1) {
		works, err := cal.IsWorkday(d)
		if err != nil {
			return nil, fmt.Errorf("working days of the demo: %w", err)
		}
		if works {
			list = append(list, d)
		}
	}
	return list, nil
}

// spread cuts a sum into n whole numbers from least to most.
func spread(rng *rand.Rand, n, sum, least, most int) []int {
	parts := make([]int, n)
	for i := range parts {
		parts[i] = least
	}
	for left := sum - n*least; left > 0; {
		if i := rng.IntN(n); parts[i] < most {
			parts[i]++
			left--
		}
	}
	return parts
}

// begunOn is a day that lies so many working days before a place in the list; now and then a day off.
func begunOn(rng *rand.Rand, workdays []time.Time, place, d int) time.Time {
	begun := workdays[place-d]
	if next := begun.AddDate(0, 0, 1); d > 0 && next.Before(workdays[place-d+1]) && rng.IntN(2) == 0 {
		return next // as many working days lie behind it
	}
	return begun
}
