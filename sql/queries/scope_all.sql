-- The source speaks for all of its rows.
true
