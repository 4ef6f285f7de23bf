/// A number about an entity's rows that can be asked whole, by groups, or for two groups side by side.
struct Metric {
  let entity: Entity
  var said: Wording
  var sql: SQLPhrase
  var scope: Scope
  var filters: [Filter] = []
  /// Whether the SQL counts rows and so names no column.
  var counts = true
  /// What it is about already, so that nothing is grouped by it.
  var about: Set<String> = []
  /// A table that rows may or may not stand in.
  var joined: Entity?
  var isPercent = false
  /// "share of …": grouped, it must not be heard as the groups' shares.
  var isShare = false

  /// The same as a statement's FROM and WHERE, with further conditions.
  func rest(_ draw: Draw, _ more: [Filter] = []) -> SQLPhrase {
    let from: SQLPhrase =
      joined.map { " from\(entity) left join\($0)" } ?? scope.from(draw.reading, counts: counts)
    return "\(from)\(ListShapes.condition(filters + more))"
  }

  /// Whether it can be asked by that dimension.
  func admits(_ dimension: Dimension, _ draw: Draw) -> Bool {
    guard GroupShapes.isFree(dimension, filters, draw.reading) else { return false }
    if let attribute = dimension.attribute, about.contains(attribute.name.description) { return false }
    if let other = dimension.entity, about.contains("entity \(other.index)") { return false }
    guard let joined else { return true }
    // The other table must not offer a way of its own to what is grouped by.
    return dimension.touched.union(filters.flatMap(\.touched)).allSatisfy {
      $0 == entity.index
        || draw.reading.ways[entity.index][$0] == 1
          && draw.reading.distance[entity.index][$0] < draw.reading.distance[joined.index][$0]
    }
  }
}

extension Draw {
  /// A rate, a share, or something per owner; with `plain` also a count or an aggregate.
  func metric(plain: Bool = false) -> Metric? {
    guard let entity = pickEntity({ !$0.isBridge }) else { return nil }
    let filters = chance(0.35) ? filters(entity, 1, many: false).filter { keepsRows($0.links) } : []
    switch dice.below(plain ? 14 : 10) {
    case ..<2: return rate(entity, filters)
    case ..<4: return linkedRate(entity, filters)
    case ..<7: return share(entity, filters)
    case ..<10: return perOwner(entity, filters)
    case ..<12:
      var scope = Scope(entity)
      scope.add(filters)
      return Metric(
        entity: entity, said: "number of \(countedThings(entity, filters))", sql: "count(*)", scope: scope,
        filters: filters)
    default:
      guard let measured = measured(of: entity) else { return nil }
      let own = filters.filter { $0.about != measured.attribute.name.description }
      let aggregate = aggregate(measured)
      var scope = Scope(entity)
      scope.use(measured.attribute)
      scope.add(own)
      let said: Wording = own.isEmpty ? aggregate.said : "\(aggregate.said) of \(countedThings(entity, own))"
      return Metric(entity: entity, said: said, sql: aggregate.sql, scope: scope, filters: own, counts: false)
    }
  }

  /// "cancellation rate": by a stored label.
  private func rate(_ entity: Entity, _ filters: [Filter]) -> Metric? {
    let fitting = entity.attributes.flatMap { attribute in
      attribute.role == .category
        ? attribute.values.filter { lexicon.rates[$0.lowercased()] != nil }.map { (attribute, $0) } : []
    }
    guard let (attribute, stored) = dice.pick(fitting),
      let name = lexicon.rates[stored.lowercased()].flatMap({ dice.pick($0) })
    else { return nil }
    let own = filters.filter { $0.about != attribute.name.description }
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(own)
    return Metric(
      entity: entity, said: rated(name, entity, own),
      sql: "100.0 * count(*) filter (where\(attribute) = '\(stored.replacing("'", with: "''"))') / count(*)",
      scope: scope, filters: own, about: [attribute.name.description], isPercent: true)
  }

  private func rated(_ name: String, _ entity: Entity, _ filters: [Filter]) -> Wording {
    filters.isEmpty && chance(0.5) ? Wording(name) : "\(name) of \(countedThings(entity, filters))"
  }

  /// "return rate", "conversion rate": how many rows have one in another table.
  private func linkedRate(_ entity: Entity, _ filters: [Filter]) -> Metric? {
    var options: [Metric] = []
    func name(_ kinds: [String], _ other: Entity) -> String? {
      for kind in kinds {
        for head in other.heads { if let names = lexicon.rates["\(kind) \(head)"] { return dice.pick(names) } }
      }
      return nil
    }
    func metric(_ name: String, _ sql: SQLPhrase, _ used: Attribute, _ joined: Entity?) -> Metric {
      var scope = Scope(entity)
      scope.use(used)
      scope.add(filters)
      var metric = Metric(
        entity: entity, said: rated(name, entity, filters), sql: sql, scope: scope, filters: filters, joined: joined,
        isPercent: true)
      metric.about = [used.name.description]
      return metric
    }
    for link in reading.children(of: entity.index) where !link.isDoubled && link.role == nil {
      let child = reading.entities[link.child]
      guard let name = name(["row"], child) else { continue }
      let pointer = child.attributes[link.childColumns[0]]
      if link.childColumns.count == 1, let key = entity.keyAttribute, link.parentColumns == [key.index] {
        options.append(
          metric(name, "100.0 * count(*) filter (where\(key) in (select\(pointer))) / count(*)", key, nil))
      } else if link.childColumns.count > 1, filters.allSatisfy({ $0.links.isEmpty }) {
        options.append(
          metric(name, "100.0 * count(\(pointer)) / count(*)", entity.attributes[link.parentColumns[0]], child))
      }
    }
    for link in reading.parents(of: entity.index) where link.childColumns.count == 1 && !link.isDoubled {
      let pointer = entity.attributes[link.childColumns[0]]
      guard pointer.column.nullable, let name = name(entity.heads.map { "\($0) to" }, reading.entities[link.parent])
      else { continue }
      options.append(metric(name, "100.0 * count(\(pointer)) / count(*)", pointer, nil))
    }
    return dice.pick(options)
  }

  /// "share of cancelled orders".
  private func share(_ entity: Entity, _ filters: [Filter]) -> Metric? {
    guard let part = part(of: entity), !filters.contains(where: { $0.about == part.about }) else { return nil }
    var scope = Scope(entity)
    scope.add(filters + [part])
    let name = either("share", "percentage", "proportion", "percent", "share", "percentage")
    var said: Wording
    if let adjective = part.adjective, chance(part.predicate == nil ? 1 : 0.5) {
      said = "\(name) of \(adjective) \(things(entity, filters))"
    } else if let does = part.predicate {
      said = "\(name) of \(things(entity, filters)) that \(does.many)"
    } else {
      return nil
    }
    said.isConditioned = true
    return Metric(
      entity: entity, said: said, sql: "100.0 * count(*) filter (where \(part.sql)) / count(*)", scope: scope,
      filters: filters, about: [part.about], isPercent: !name.flattened().text.hasPrefix("percent"), isShare: true)
  }

  /// What a share may be of: rows that a condition holds for, which joins no row away and is no single row's.
  func part(of entity: Entity) -> Filter? {
    for _ in 0..<10 {
      if let filter = filter(entity), !filter.isMany, filter.predicate != nil, keepsRows(filter.links),
        !entity.attributes.contains(where: {
          ($0.isUnique || $0.role == .label) && $0.name.description == filter.about
        })
      {
        return filter
      }
    }
    return nil
  }

  /// "revenue per customer", "orders per customer", "pieces per order".
  private func perOwner(_ entity: Entity, _ filters: [Filter]) -> Metric? {
    let links = reading.parents(of: entity.index).filter {
      $0.childColumns.count == 1 && $0.role == nil && !$0.isDoubled
        && !entity.attributes[$0.childColumns[0]].column.nullable
    }
    guard let link = dice.pick(links) else { return nil }
    let owner = reading.entities[link.parent]
    guard !lexicon.isKind("place", owner.nouns[0].split(separator: " ").map(String.init)),
      !owner.heads.contains("category")
    else { return nil }
    guard filters.allSatisfy({ !$0.about.hasPrefix("kin \(owner.index)") }) else { return nil }
    let pointer = entity.attributes[link.childColumns[0]]
    var scope = Scope(entity)
    scope.use(pointer)
    scope.add(filters)
    let per = noun(owner).one
    var value: SQLPhrase = "count(*)"
    var said: Wording = either(
      "average number of \(noun(entity).many)", "average number of \(noun(entity).many)",
      "mean number of \(noun(entity).many)")
    if let measured = measured(of: entity, additive: true), chance(0.6),
      !filters.contains(where: { $0.about == measured.attribute.name.description })
    {
      value = "sum(\(measured.attribute))"
      scope.use(measured.attribute)
      let noun = sumNoun(measured.attribute)
      said = either("average \(noun)", "average \(noun)", "mean \(noun)")
    }
    return Metric(
      entity: entity, said: "\(said) per \(per)\(GroupShapes.trailing(self, entity, filters))",
      sql: "1.0 * \(value) / nullif(count(distinct\(pointer)), 0)", scope: scope, filters: filters,
      counts: false, about: [pointer.name.description, "entity \(owner.index)"])
  }

  /// Something to group by, or a step of time.
  func split(_ entity: Entity) -> Dimension? {
    guard chance(0.25), let (date, links) = timeline(entity), date.role == .date, entity.isEvent || !links.isEmpty
    else {
      return dimension(entity, many: false)
    }
    let grain = dice.pick(["month", "year", "quarter", "month", "year", "week"]) ?? "month"
    let bucket: SQLPhrase = "\(grain)(\(date))"
    return Dimension(
      one: Wording(grain), many: "\(grain)s", select: " \(bucket)", group: " \(bucket)", order: " order by \(bucket)",
      links: links, touched: [date.entity])
  }

  /// Two named groups: "for store versus web".
  func versus(_ dimension: Dimension) -> (one: Wording, two: Wording, filter: Filter)? {
    let label = dimension.entity.flatMap { $0.label.count == 1 ? $0.labelAttributes.first : nil }
    guard !dimension.isUpper, !dimension.isMany, let attribute = dimension.attribute ?? label,
      attribute.column.family.isTextual || attribute.column.family == .enumeration, let pair = values(attribute, 2)
    else { return nil }
    var filter = Filter(attribute, sql: "\(attribute) in (\(pair[0].sql), \(pair[1].sql))")
    filter.links = dimension.links
    return (pair[0].said, pair[1].said, filter)
  }

  /// What a window is partitioned by where that dimension is grouped by.
  func partition(_ dimension: Dimension) -> SQLPhrase {
    guard let entity = dimension.entity, !entity.labelIsUnique, let key = entity.keyAttribute else {
      return dimension.select
    }
    return "\(key)"
  }
}
