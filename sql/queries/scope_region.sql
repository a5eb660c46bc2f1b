-- The source speaks for one region.
region_code = {scope_region:String}
