select distinct database from audit_entry where kind = 'asked' order by database
