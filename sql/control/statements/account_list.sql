-- Every account.
SELECT name, role, departments, password, epoch, disabled, created_at FROM account ORDER BY name
