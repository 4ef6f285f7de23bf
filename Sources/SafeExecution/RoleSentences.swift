extension RoleInspector {
  /// What an observation says, and its remedy.
  ///
  /// - Parameter detail: an example, or the role that the login role may become.
  static func sentence(_ rule: String, _ detail: String?) -> (String, String?) {
    let who = detail.map { "The role may become \($0), which" } ?? "The role"
    let example = detail.map { ", e.g. \($0)" } ?? ""
    switch rule {
    case "superuser":
      return ("\(who) is a superuser, whom nothing stops.", "Make a login role of its own for Dragoman.")
    case "may-create-databases": return ("\(who) may create databases.", "ALTER ROLE … NOCREATEDB")
    case "may-create-roles": return ("\(who) may create roles.", "ALTER ROLE … NOCREATEROLE")
    case "may-replicate": return ("\(who) may replicate.", "ALTER ROLE … NOREPLICATION")
    case "bypasses-row-security": return ("\(who) bypasses row security.", "ALTER ROLE … NOBYPASSRLS")
    case "member-of-system-role": return ("The role is a member of \(detail ?? "").", "REVOKE \(detail ?? "") FROM …")
    case "owns-relations": return ("The role owns relations\(example).", "ALTER … OWNER TO somebody else")
    case "owns-functions": return ("The role owns functions\(example).", "ALTER FUNCTION … OWNER TO somebody else")
    case "owns-database": return ("The role owns the database\(example).", "ALTER DATABASE … OWNER TO somebody else")
    case "may-write":
      return ("The role may write to relations\(example).", "REVOKE INSERT, UPDATE, DELETE, TRUNCATE …")
    case "may-change-sequences": return ("The role may use sequences\(example).", "REVOKE ALL ON SEQUENCE … FROM …")
    case "may-create-in-schema":
      return ("The role may create objects in schemas\(example).", "REVOKE CREATE ON SCHEMA … FROM PUBLIC")
    case "may-create-schemas": return ("\(who) may create schemas.", "REVOKE CREATE ON DATABASE … FROM …")
    case "may-run-security-definer":
      return (
        "The role may run functions with their owner's rights\(example).", "REVOKE EXECUTE ON FUNCTION … FROM PUBLIC"
      )
    case "may-run-user-functions":
      return ("The role may run user functions\(example).", "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA … FROM PUBLIC")
    case "sees-past-row-security":
      return (
        "The role may read views whose owner sees past row security\(example).",
        "ALTER VIEW … SET (security_invoker = on), or take the grant away"
      )
    case "may-create-temporary-tables":
      return ("\(who) may create temporary tables.", "REVOKE TEMP ON DATABASE … FROM PUBLIC")
    case "may-run-effectful-functions":
      return ("The role may run built-in functions that do more than compute\(example).", harden)
    case "may-read-talkative-catalogs":
      return ("The role may read catalogs that tell too much\(example).", harden)
    case "no-connection-limit": return ("The role has no connection limit.", "ALTER ROLE … CONNECTION LIMIT 20")
    case "no-temp-file-limit":
      return ("Temporary files have no limit.", "ALTER ROLE … SET temp_file_limit = '1GB'")
    default: return ("\(rule)\(example)", nil)
    }
  }

  private static let harden = "`dragoman harden` prints the script that takes them away."
}
