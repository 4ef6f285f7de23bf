/// The relations that one SELECT reads, and the FROM that it needs because its columns do not determine it.
struct Scope {
  let base: Int
  private(set) var links: [Int] = []
  private(set) var touched: Set<Int> = []

  init(_ entity: Entity) { base = entity.index }

  mutating func use(_ attribute: Attribute) { touched.insert(attribute.entity) }
  mutating func use(_ attributes: [Attribute]) { for attribute in attributes { use(attribute) } }

  mutating func follow(_ ways: [Int]) {
    for link in ways where !links.contains(link) { links.append(link) }
  }

  mutating func add(_ filters: [Filter]) {
    for filter in filters {
      follow(filter.links)
      touched.formUnion(filter.touched)
    }
  }

  mutating func add(_ dimension: Dimension) {
    follow(dimension.links)
    touched.formUnion(dimension.touched)
  }

  /// Empty where the columns say it all; `counts` forces the base into the list, because `count(*)` names no column.
  func from(_ reading: SchemaReading, counts: Bool = false) -> SQLPhrase {
    let baseEntity = reading.entities[base]
    var nodes: Set<Int> = touched.union([base])
    for link in links { nodes.formUnion([reading.link(link).child, reading.link(link).parent]) }
    let hasTwoWays = links.contains { reading.link($0).isDoubled } || edgeCount(nodes, reading) > nodes.count - 1
    if hasTwoWays, !links.isEmpty { return explicit(reading) }
    let visible = counts ? touched.union([base]) : touched
    let isImplied = visible.allSatisfy { one in
      visible.allSatisfy { other in
        one == other
          || reading.ways[one][other] == 1 && reading.distance[one][other] == treeDistance(one, other, reading)
      }
    }
    if visible.contains(base), isImplied { return counts ? " from\(baseEntity)" : "" }
    return explicit(reading, conditions: false)
  }

  private func edgeCount(_ nodes: Set<Int>, _ reading: SchemaReading) -> Int {
    var pairs: Set<[Int]> = []
    for node in nodes {
      for link in reading.linksOf[node].map(reading.link)
      where !link.isSelf && nodes.isSuperset(of: [link.child, link.parent]) {
        pairs.insert([min(link.child, link.parent), max(link.child, link.parent)])
      }
    }
    return pairs.count
  }

  private func treeDistance(_ one: Int, _ other: Int, _ reading: SchemaReading) -> Int {
    var reached = [one: 0]
    var queue = [one]
    while let here = queue.first {
      queue.removeFirst()
      if here == other { return reached[here] ?? 0 }
      for link in links.map(reading.link) where link.child == here || link.parent == here {
        let next = link.child == here ? link.parent : link.child
        if reached[next] == nil {
          reached[next] = (reached[here] ?? 0) + 1
          queue.append(next)
        }
      }
    }
    return -1
  }

  /// Every join, each next to one before it, with its ON where the keys leave a choice.
  private func explicit(_ reading: SchemaReading, conditions: Bool = true) -> SQLPhrase {
    var phrase: SQLPhrase = " from\(reading.entities[base])"
    var joined: Set<Int> = [base]
    var waiting = links
    while let place = waiting.firstIndex(where: {
      joined.contains(reading.link($0).child) || joined.contains(reading.link($0).parent)
    }) {
      let link = reading.link(waiting.remove(at: place))
      let next = joined.contains(link.child) ? link.parent : link.child
      guard joined.insert(next).inserted else { continue }
      if !conditions {
        phrase = "\(phrase) join\(reading.entities[next])"
        continue
      }
      let child = reading.entities[link.child]
      let parent = reading.entities[link.parent]
      let pairs = zip(link.childColumns, link.parentColumns).map {
        "\(child.attributes[$0]) = \(parent.attributes[$1])" as SQLPhrase
      }
      phrase = "\(phrase) join\(reading.entities[next]) on\(SQLPhrase.joined(pairs, " and"))"
    }
    return phrase
  }
}
