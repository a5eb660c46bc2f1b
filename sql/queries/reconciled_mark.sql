-- Says that a load is in although its digests stand with another: a month of nothing, for the fence of its scope.
INSERT INTO reconciled (dataset, source, scope, load, version, seq, month, n, h, at)
SELECT
    {dataset:String},
    {source:String},
    {scope:String},
    {load:UInt64},
    {version:UInt64},
    {seq:UInt64},
    toDate(0),
    0,
    0,
    {at:DateTime('Asia/Shanghai')}
