package demo

import "time"

// ofTopic sums the finished cases of one topic in a period.
type ofTopic struct{ closed, net, steps, online, officeSeconds int }

func (c *cases) countTopic(by map[string]map[string]*ofTopic, s *serviceCase) {
	at := c.resultAt(s)
	for _, period := range []string{at.Format("2006-01"), at.Format("2006")} {
		if by[period] == nil {
			by[period] = map[string]*ofTopic{}
		}
		t := by[period][s.matter.topic]
		if t == nil {
			t = &ofTopic{}
			by[period][s.matter.topic] = t
		}
		t.closed++
		t.net += s.gross - s.stop
		t.steps += s.steps
		if (s.channel == "网上" || s.channel == "掌上") && s.trips == 0 {
			t.online++
		}
		t.officeSeconds += c.officeSeconds(s)
	}
}

// The office is open from 8:30 to 12:00 and from 13:30 to 17:00.
const (
	opens, noon, again, closes = 8*60 + 30, 12 * 60, 13*60 + 30, 17 * 60
	officeDay                  = noon - opens + closes - again // minutes
)

// officeMinutes is how much of a day's office hours is over at a minute of the day.
func officeMinutes(minute int) int {
	return max(0, min(minute, noon)-opens) + max(0, min(minute, closes)-again)
}

// officeSeconds are those from acceptance to result; a stop takes out its working days whole.
func (c *cases) officeSeconds(s *serviceCase) int {
	until := c.resultAt(s)
	minutes := officeMinutes(until.Hour()*60+until.Minute()) - officeMinutes(s.minute)
	return 60 * (officeDay*(s.gross-s.stop) + minutes)
}

// topicFigures writes what the topics come to.
func (c *cases) topicFigures(by map[string]map[string]*ofTopic) {
	for period, topics := range by {
		for code, topic := range map[string]string{"SB01": "企业开办", "SB04": "企业注销", "CP04": "竣工验收备案", "MR02": "信用修复"} {
			if t := topics[topic]; t != nil {
				c.truth.figure(code, period, float64(t.net), float64(t.closed), 1, t.closed)
			}
		}
		for code, topic := range map[string]string{"RP01": "转移登记", "RP02": "抵押首次登记"} {
			if t := topics[topic]; t != nil {
				c.truth.figure(code, period, float64(t.officeSeconds)/float64(time.Hour/time.Second), float64(t.closed), 1, t.closed)
			}
		}
		if t := topics["企业开办"]; t != nil {
			c.truth.figure("SB02", period, float64(t.steps), float64(t.closed), 1, t.closed)
			c.truth.figure("SB03", period, float64(t.online), float64(t.closed), 100, t.closed)
		}
	}
}
