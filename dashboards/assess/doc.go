// Package assess holds the words of the field, the same in Go, SQL, YAML, pages and help. It knows no other package of
// ours and does nothing but read, write and compare these words; Value is a good place to begin.
//
//	region      地区   a county, city or district that is assessed (code of GB/T 2260)
//	department  部门   an office that is responsible for an indicator or hands in data
//	indicator   指标   one measured thing, e.g. RP03 清贷解抵平均用时
//	theme       主题   a group of indicators, e.g. T08 登记财产
//	scheme      方案   the yearly rules: themes, weights, frontiers, cut-offs
//	value       数值   what was measured: numerator, denominator, unit of the indicator
//	score       得分   what the scheme makes of a value, 0 to 100
//	contribution 贡献  points of the total that come from one node
//	tier        档次   1 is the best: 第一档
//	cut-off     分数线 the score from which a tier begins; 估算 when the province has not published it
//	announced   省反馈 the result the province fed back; never mixed with
//	computed    测算   our own result
//	source      来源   a feed of files described by one YAML
//	dataset     数据集 a table of records of one kind, e.g. mortgage_release
//	file        文件   landed bytes
//	load        批次   one numbered attempt to apply a file
//	reject      退回   a row that breaks a rule, kept with every reason
//	run         计算   one computation
//	publication 发布   what readers see, until the next one
//	edition     版次   a frozen year
package assess
