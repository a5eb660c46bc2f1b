-- The hashes of an edition's texts.
SELECT path, sha256
FROM edition_file
WHERE edition = {edition:String}
ORDER BY path
