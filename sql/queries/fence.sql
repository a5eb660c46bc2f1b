-- A load older than the newest reconciled one of its scope changes nothing: a version alone is no fence, since an unchanged row keeps its old one.
(SELECT max(version) FROM reconciled WHERE dataset = {dataset:String} AND source = {source:String} AND scope = {scope:String}) <= {version:UInt64}
