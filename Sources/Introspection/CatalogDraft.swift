internal import Postgres
internal import Vocabulary

/// A snapshot in the making: takes the catalog's rows one by one, as they come from the server.
struct CatalogDraft: Sendable {
  /// A relation with what the catalog knows it and its columns by.
  struct RelationDraft: Sendable {
    var relation: Relation
    var isReadableWhole: Bool
    var parent: UInt32
    /// The columns' numbers, in step with `relation.columns`.
    var numbers: [Int16] = []

    func names(of wanted: [Int16]) -> [String]? {
      var names: [String] = []
      for number in wanted {
        guard let index = numbers.firstIndex(of: number) else { return nil }
        names.append(relation.columns[index].name)
      }
      return names
    }
  }

  struct ForeignKeyDraft: Sendable {
    var from: UInt32
    var fromColumns: [Int16]
    var to: UInt32
    var toColumns: [Int16]
  }

  var database = ""
  var role = ""
  var serverVersion = 0
  var searchPath: [String] = []
  var types = TypeCatalog()
  var userTypes: [(oid: UInt32, type: UserDefinedType)] = []
  var relations: [RelationDraft] = []
  var indexes: [UInt32: Int] = [:]
  var foreignKeys: [ForeignKeyDraft] = []
  var routines: [Routine] = []
  var operators: [UserDefinedOperator] = []
  var casts: [UserDefinedCast] = []
  var hiddenViews: [HiddenView] = []
  /// Columns whose type the server has to name, by relation and column.
  var unnamed: [TypeCatalog.Reference: [(relation: Int, column: Int)]] = [:]
  /// Conditions of single columns, with the columns that they hold for.
  var checks: [String: [(relation: Int, column: Int)]] = [:]
  /// Columns by their type, where it is a domain.
  private var ofDomain: [UInt32: [(relation: Int, column: Int)]] = [:]
  /// Rows of one relation mostly come together.
  private var latest: (oid: UInt32, index: Int?) = (0, nil)

  mutating func add(_ row: borrowing PostgresRow, of query: CatalogQuery) {
    switch query {
    case .session: addSession(row)
    case .types: addType(row)
    case .enums: types.add(label: row.string(1), of: UInt32(row.integer(0)))
    case .relations: addRelation(row)
    case .columns: addColumn(row)
    case .keys: addKey(row)
    case .foreignKeys: addForeignKey(row)
    case .statistics: add(ColumnStatistics(row))
    case .checks: addCheck(row)
    case .views: if let index = index(of: row) { relations[index].relation.definition = row.text(1) }
    case .hiddenViews:
      hiddenViews.append(HiddenView(name: RelationName(row.string(0), row.string(1)), definition: row.string(2)))
    case .routines: addRoutine(row)
    case .operators:
      operators.append(
        UserDefinedOperator(
          schema: row.string(0), name: row.string(1), left: row.text(2), right: row.text(3), ofExtension: row.text(4)))
    case .casts:
      casts.append(
        UserDefinedCast(
          source: row.string(0), target: row.string(1), isImplicit: row.boolean(2), ofExtension: row.text(3)))
    case .policies: if let index = index(of: row) { relations[index].relation.policies.append(row.string(1)) }
    case .hiddenCalls: addHiddenCall(row)
    case .reaches:
      if let index = index(of: row) {
        relations[index].relation.reaches?.append(RelationName(row.string(1), row.string(2)))
      }
    }
  }

  private mutating func addSession(_ row: borrowing PostgresRow) {
    database = row.string(0)
    role = row.string(1)
    serverVersion = row.integer(2)
    searchPath = row.withBytes(3, ArrayText.elements)
  }

  private mutating func addType(_ row: borrowing PostgresRow) {
    let oid = UInt32(row.integer(0))
    let kind = row.byte(2)
    types.add(
      TypeCatalog.Entry(
        name: row.string(1), kind: kind, category: row.byte(3), base: UInt32(row.integer(4)),
        baseModifier: Int32(row.integer(5)), element: UInt32(row.integer(6)), isNotNull: row.boolean(7)),
      oid: oid)
    if row.boolean(10), let kind = UserDefinedType.Kind(catalog: kind) {
      let type = UserDefinedType(
        schema: row.string(8), name: row.string(9), kind: kind,
        checks: row.isNull(12) ? nil : row.withBytes(12, ArrayText.elements),
        attributes: row.isNull(13) ? nil : row.withBytes(13, ArrayText.elements),
        attributeTypes: row.isNull(14) ? nil : row.withBytes(14, ArrayText.elements), ofExtension: row.text(11))
      userTypes.append((oid, type))
    }
  }

  private mutating func addRelation(_ row: borrowing PostgresRow) {
    let oid = UInt32(row.integer(0))
    let estimate = Double(row.string(5)) ?? -1
    let kind = row.boolean(4) ? Relation.Kind.partition : Relation.Kind(catalog: row.byte(3))
    indexes[oid] = relations.count
    relations.append(
      RelationDraft(
        relation: Relation(
          name: RelationName(row.string(1), row.string(2)), kind: kind, comment: row.text(8), columns: [],
          estimatedRows: estimate < 0 ? nil : Int(estimate), hasRowSecurity: row.boolean(9) ? true : nil, reaches: []),
        isReadableWhole: row.boolean(7), parent: UInt32(row.integer(6))))
  }

  private mutating func addColumn(_ row: borrowing PostgresRow) {
    guard let index = index(of: row), relations[index].isReadableWhole || row.boolean(6) else { return }
    let reference = TypeCatalog.Reference(type: UInt32(row.integer(3)), modifier: Int32(row.integer(4)))
    let type = types.description(of: reference)
    if type == nil { unnamed[reference, default: []].append((index, relations[index].relation.columns.count)) }
    if types.isDomain(reference.type) {
      ofDomain[reference.type, default: []].append((index, relations[index].relation.columns.count))
    }
    let isBoolean = type?.family == .boolean
    relations[index].numbers.append(Int16(row.integer(1)))
    relations[index].relation.columns.append(
      Column(
        name: row.string(2), type: type?.name ?? "", family: type?.family ?? .other,
        nullable: !row.boolean(5) && type?.isNotNull != true, comment: row.text(7), enumLabels: type?.labels ?? [],
        commonValues: isBoolean ? ["true", "false"] : [], valuesAreComplete: isBoolean || type?.labels.isEmpty == false)
    )
  }

  private mutating func addKey(_ row: borrowing PostgresRow) {
    // Columns of INCLUDE stand after those of the key.
    let numbers = row.withBytes(3, ArrayText.numbers).prefix(row.integer(2))
    guard let index = index(of: row), let names = relations[index].names(of: Array(numbers)) else { return }
    if row.boolean(1) {
      relations[index].relation.primaryKey = names
    } else if !relations[index].relation.uniqueKeys.contains(names) {
      relations[index].relation.uniqueKeys.append(names)
    }
  }

  private mutating func addForeignKey(_ row: borrowing PostgresRow) {
    foreignKeys.append(
      ForeignKeyDraft(
        from: UInt32(row.integer(0)), fromColumns: row.withBytes(1, ArrayText.numbers), to: UInt32(row.integer(2)),
        toColumns: row.withBytes(3, ArrayText.numbers)))
  }

  mutating func add(_ statistics: ColumnStatistics) {
    guard let relation = index(of: statistics.relation) else { return }
    guard let column = relations[relation].numbers.firstIndex(of: statistics.number) else { return }
    var target: Column { relations[relation].relation.columns[column] }
    // A parent of others has statistics of itself alone and with its children; reading it gives the latter.
    guard target.family != .boolean, target.commonValues.isEmpty || statistics.countsChildren else { return }
    let found = CommonValues(
      nullFraction: statistics.nullFraction, distinct: statistics.distinct,
      rows: relations[relation].relation.estimatedRows, frequent: statistics.frequent,
      frequency: statistics.frequency, bounds: statistics.bounds)
    relations[relation].relation.columns[column].commonValues = found.values
    if target.enumLabels.isEmpty, target.family != .array {
      relations[relation].relation.columns[column].valuesAreComplete = found.isComplete
    }
  }

  private mutating func addCheck(_ row: borrowing PostgresRow) {
    let number = Int16(row.integer(1))
    if number == 0 {
      checks[row.string(2), default: []] += ofDomain[UInt32(row.integer(0))] ?? []
    } else if let relation = index(of: row), let column = relations[relation].numbers.firstIndex(of: number) {
      checks[row.string(2), default: []].append((relation, column))
    }
  }

  private mutating func addRoutine(_ row: borrowing PostgresRow) {
    routines.append(
      Routine(
        schema: row.string(0), name: row.string(1), arguments: row.string(2), result: row.string(3),
        kind: Routine.Kind(catalog: row.byte(4)), volatility: Routine.Volatility(catalog: row.byte(5)),
        ofExtension: row.text(6), comment: row.text(7)))
  }

  private mutating func addHiddenCall(_ row: borrowing PostgresRow) {
    guard let kind = HiddenCall.Kind(rawValue: row.string(1)) else { return }
    let call = HiddenCall(kind: kind, schema: row.string(2), name: row.string(3), ofExtension: row.text(4))
    if let index = index(of: row) {
      relations[index].relation.calls.append(call)
    } else if let index = userTypes.firstIndex(where: { $0.oid == UInt32(row.integer(0)) }) {
      userTypes[index].type.calls.append(call)
    }
  }

  /// The relation whose oid is the row's first value, when it is one of ours.
  private mutating func index(of row: borrowing PostgresRow) -> Int? { index(of: UInt32(row.integer(0))) }

  private mutating func index(of oid: UInt32) -> Int? {
    if oid != latest.oid { latest = (oid, indexes[oid]) }
    return latest.index
  }
}
