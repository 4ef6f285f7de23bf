import Vocabulary

/// A college with flights to it: keys, a second key to the same relation, a self-reference, text and dates.
enum NaturalFixture {
  static let snapshot: SchemaSnapshot = {
    func name(_ relation: String) -> RelationName { RelationName("public", relation) }
    func column(_ name: String, _ family: TypeFamily, nullable: Bool = true, values: [String] = []) -> Column {
      Column(name: name, type: family.rawValue, family: family, nullable: nullable, commonValues: values)
    }
    func relation(_ relation: String, _ columns: [Column]) -> Relation {
      Relation(name: name(relation), kind: .table, columns: columns, primaryKey: [columns[0].name])
    }
    let relations = [
      relation("airport", [column("id", .integer), column("city", .text, values: ["Oslo", "Bergen"])]),
      relation(
        "employee",
        [
          column("id", .integer), column("name", .text), column("salary", .number), column("manager_id", .integer),
          column("hired", .date),
        ]),
      relation("enrolment", [column("student_id", .integer), column("course", .text, values: ["Algebra"])]),
      relation("flight", [column("id", .integer), column("source_id", .integer), column("target_id", .integer)]),
      relation("friend", [column("who", .text), column("whom", .text)]),
      relation(
        "student",
        [
          column("id", .integer, nullable: false), column("name", .text), column("age", .integer),
          column("sex", .text, values: ["F", "M"]), column("town", .text, values: ["Oslo", "Bergen"]),
          column("born", .date), column("year", .text),
        ]),
    ]
    let keys = [
      ForeignKey(from: name("employee"), ["manager_id"], to: name("employee"), ["id"]),
      ForeignKey(from: name("enrolment"), ["student_id"], to: name("student"), ["id"]),
      ForeignKey(from: name("flight"), ["source_id"], to: name("airport"), ["id"]),
      ForeignKey(from: name("flight"), ["target_id"], to: name("airport"), ["id"]),
    ]
    return SchemaSnapshot(
      database: "college", role: "reader", serverVersion: 150000, searchPath: ["public"], relations: relations,
      foreignKeys: keys, fingerprint: "")
  }()
}
