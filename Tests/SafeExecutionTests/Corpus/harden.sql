-- The administrator's part, cut down to what the tests compare: no user code and no talkative or effectful built-in for
-- everybody. `dragoman harden` writes the whole script for an actual database.
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA shop, archive, public, "we""ird" FROM PUBLIC;
