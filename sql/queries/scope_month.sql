-- The source speaks for one month.
month = {scope_month:Date}
