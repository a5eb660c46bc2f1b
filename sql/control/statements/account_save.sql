-- A changed account; its sessions end.
UPDATE account SET role = ?, departments = ?, password = ?, disabled = ?, epoch = epoch + 1 WHERE name = ?
