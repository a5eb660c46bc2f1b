-- A text of an edition.
SELECT text
FROM edition_file
WHERE edition = {edition:String} AND path = {path:String}
LIMIT 1
