-- lambda: bearer
-- title: 名称属于谁 | Who bore a name
-- note: spans are (from, to, credit code, …) of one name, to is the first day after. The one that bore it on the day; else
-- note: the only one that had borne it before, since an old mortgage stays registered under its name; else nobody: no guess.
(spans, d) -> arrayConcat(
    arrayFilter(span -> span.1 <= d AND d < span.2, spans),
    if(length(arrayDistinct(arrayMap(span -> span.3, arrayFilter(span -> span.1 <= d, spans)))) = 1,
       arrayFilter(span -> span.1 <= d, spans), []))[1] AS bearer
