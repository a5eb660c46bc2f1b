package demo

// honourFiles writes the one honour that the article tells of. It says neither who gave it nor on which day, so the list
// leaves both empty.
func honourFiles(_ Options, t *Truth) ([]file, error) {
	f := file{source: "honour", name: "荣誉登记_" + AsOf + ".csv", table: table{
		encoding: utf8Plain, comma: ",", eol: "\n",
		header: []string{"年份", "荣誉名称", "级别", "授予单位", "授予日期", "文号", "归口部门编码", "指标主题", "依据", "说明"},
	}}
	f.count.AsOf = AsOf
	f.good("2022", "首批国家知识产权强县建设试点县", "国家级", "", "", "", "SCJG", "T11", "报道", "嘉兴唯一;授予单位、日期与文号未见报道")
	t.live(f.source, f.count.Accepted)
	return []file{f}, nil
}
