-- Whether an earlier attempt has already written down what the load will change.
SELECT count() AS rows
FROM load_effect
WHERE dataset = {dataset:String} AND source = {source:String} AND load = {load:UInt64}
