internal import Vocabulary

/// A snapshot read as people would talk of it: entities with nouns, attributes with roles, links, ways between them.
struct SchemaReading: Sendable {
  let lexicon: Lexicon
  private(set) var entities: [Entity] = []
  private(set) var links: [Link] = []
  /// For each entity the links that touch it.
  private(set) var linksOf: [[Int]] = []
  /// For each entity what one row of it leads to, nearest first.
  private(set) var kin: [[Kin]] = []
  /// Lengths and numbers of the shortest ways between entities.
  private(set) var distance: [[Int]] = []
  private(set) var ways: [[Int]] = []

  init(_ snapshot: SchemaSnapshot, _ lexicon: Lexicon) {
    self.lexicon = lexicon
    let relations = snapshot.relations.filter { $0.kind != .partition && !$0.columns.isEmpty }
    var numbers: [RelationName: Int] = [:]
    let hidden = SpokenName.shared(by: relations.map(\.name.name))
    for (index, relation) in relations.enumerated() {
      numbers[relation.name] = index
      entities.append(EntityReader.entity(relation, hidden: hidden, index, lexicon))
    }
    for key in snapshot.foreignKeys {
      guard let child = numbers[key.from], let parent = numbers[key.to] else { continue }
      let from = key.fromColumns.compactMap { name in entities[child].attributes.firstIndex { $0.name.column == name } }
      let to = key.toColumns.compactMap { name in entities[parent].attributes.firstIndex { $0.name.column == name } }
      guard from.count == key.fromColumns.count, to.count == key.toColumns.count, !from.isEmpty, from.count == to.count,
        !links.contains(where: { $0.child == child && $0.parent == parent && $0.childColumns == from })
      else { continue }
      for column in from {
        entities[child].attributes[column].isForeign = true
        entities[child].attributes[column].role = .key
      }
      links.append(Link(index: links.count, child: child, childColumns: from, parent: parent, parentColumns: to))
    }
    for link in links {
      links[link.index].isDoubled = links.contains {
        $0.index != link.index && Set([$0.child, $0.parent]) == Set([link.child, link.parent])
      }
      links[link.index].role = EntityReader.role(
        of: link, child: entities[link.child], parent: entities[link.parent], lexicon)
    }
    linksOf = entities.map { entity in
      links.filter { $0.child == entity.index || $0.parent == entity.index }.map(\.index)
    }
    for index in entities.indices {
      entities[index].isBridge = isBridge(index)
      EntityReader.finish(&entities[index], isReferring: links.contains { $0.child == index && !$0.isSelf }, lexicon)
      let degree = Double(linksOf[index].count)
      let own = entities[index].attributes.filter { $0.role != .key && $0.role != .technical }.count
      var weight = 0.5 + 0.35 * min(degree, 6) + 0.15 * Double(min(own, 10))
      if entities[index].isBridge { weight *= 0.25 }
      if relations[index].kind == .view || relations[index].kind == .materializedView { weight *= 0.35 }
      entities[index].weight = weight
    }
    NounClaims.settle(&entities, lexicon)
    measureWays()
    kin = entities.map { kin(of: $0.index) }
  }

  func link(_ index: Int) -> Link { links[index] }
  func parents(of entity: Int) -> [Link] {
    linksOf[entity].map { links[$0] }.filter { $0.child == entity && !$0.isSelf }
  }
  func children(of entity: Int) -> [Link] {
    linksOf[entity].map { links[$0] }.filter { $0.parent == entity && !$0.isSelf }
  }
  func selfLink(of entity: Int) -> Link? { linksOf[entity].map { links[$0] }.first { $0.isSelf } }

  private func isBridge(_ index: Int) -> Bool {
    let entity = entities[index]
    let keys = parents(of: index)
    let free = entity.attributes.filter { !$0.isForeign && $0.role != .technical && $0.role != .key }
    if isTrading(entity.nouns[0].split(separator: " ").map(String.init)) { return false }
    return Set(keys.map(\.parent)).count >= 2 && free.count <= 2 && children(of: index).isEmpty
      && !free.contains { $0.role == .label && $0.column.family == .text }
  }

  /// Whether a bridge is named after the two that it joins, so that nobody speaks of it: film_actor, not wishlist_item.
  private func isTransparent(_ bridge: Entity, _ one: Entity, _ other: Entity) -> Bool {
    let own = bridge.nouns[0].split(separator: " ").map(String.init)
    let names = (one.nouns + other.nouns + one.heads + other.heads).flatMap {
      $0.split(separator: " ").map(String.init)
    }
    let joints: Set<String> = [
      "map", "link", "rel", "xref", "has", "in", "of", "to", "enrollment", "enrolment", "registration", "participation",
      "cast", "takes", "works", "on", "membership", "assignment", "junction", "and", "with", "participates", "casting",
    ]
    return own.allSatisfy { word in joints.contains(word) || names.contains { $0.hasPrefix(word) || word.hasPrefix($0) }
    }
  }

  private func nullable(_ way: Kin) -> Int {
    way.links.filter { number in
      links[number].childColumns.contains { entities[links[number].child].attributes[$0].column.nullable }
    }.count
  }

  /// The doubled key that a way takes, if it does; such a way is said by its key's role.
  private func doubled(_ way: Kin) -> Int? { way.links.first { links[$0].isDoubled } }

  private static let trading: Set<String> = [
    "order", "sale", "sales", "purchase", "invoice", "rental", "inventory", "booking", "loan",
  ]

  /// An order or a line of one.
  private func isTrading(_ words: [String]) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    if ["line", "item", "detail"].contains(last) {
      return words.count > 1 && Self.trading.contains(first) || words == ["line", "item"]
    }
    return Self.trading.contains(last)
  }

  /// Who bought what: ways through orders and their lines, for pairs that the lexicon has a verb for.
  private func traded(from start: Int) -> [Kin] {
    var found: [Kin] = []
    var frontier = [Kin(links: [], entity: start, isMany: true)]
    var seen: Set<Int> = [start]
    for step in 0..<3 {
      var next: [Kin] = []
      for way in frontier {
        for link in linksOf[way.entity].map({ links[$0] }) where !link.isSelf && !link.isDoubled {
          let target = link.child == way.entity ? link.parent : link.child
          guard seen.insert(target).inserted else { continue }
          let reached = Kin(links: way.links + [link.index], entity: target, isMany: true)
          let words = entities[target].nouns[0].split(separator: " ").map(String.init)
          if isTrading(words) {
            next.append(reached)
          } else if step > 0,
            LinkBook.words(entities[start], entities[target], lexicon) != nil
              || LinkBook.words(entities[target], entities[start], lexicon) != nil
          {
            found.append(reached)
          } else {
            seen.remove(target)
          }
        }
      }
      frontier = next
    }
    return found
  }

  private mutating func measureWays() {
    let count = entities.count
    distance = Array(repeating: Array(repeating: Int.max, count: count), count: count)
    ways = Array(repeating: Array(repeating: 0, count: count), count: count)
    let neighbours: [[Int]] = entities.indices.map { index in
      Set(linksOf[index].map { links[$0].child == index ? links[$0].parent : links[$0].child }).subtracting([index])
        .sorted()
    }
    for start in entities.indices {
      distance[start][start] = 0
      ways[start][start] = 1
      var queue = [start]
      var head = 0
      while head < queue.count {
        let here = queue[head]
        head += 1
        for next in neighbours[here] {
          if distance[start][next] == Int.max {
            distance[start][next] = distance[start][here] + 1
            queue.append(next)
          }
          if distance[start][next] == distance[start][here] + 1 { ways[start][next] += ways[start][here] }
        }
      }
    }
  }

  /// Up to three keys upwards, and across one bridge.
  private func kin(of start: Int) -> [Kin] {
    var found: [Kin] = []
    var frontier = [Kin(links: [], entity: start, isMany: false)]
    for _ in 0..<3 {
      var next: [Kin] = []
      for way in frontier {
        for link in parents(of: way.entity) where link.parent != start && !way.links.contains(link.index) {
          let reached = Kin(links: way.links + [link.index], entity: link.parent, isMany: false)
          // A second, longer way to the same place would need words that nobody uses.
          if found.contains(where: { $0.entity == reached.entity && $0.links.count < reached.links.count }) { continue }
          next.append(reached)
        }
      }
      // Of equally long ways the one whose keys are always there is meant.
      next.sort { one, two in
        let (left, right) = (nullable(one), nullable(two))
        return left == right ? one.links.lexicographicallyPrecedes(two.links) : left < right
      }
      for way in next {
        var way = way
        way.isSecond = found.contains { $0.entity == way.entity && doubled($0) == nil }
        found.append(way)
      }
      frontier = next
    }
    for down in children(of: start) where entities[down.child].isBridge {
      for up in parents(of: down.child) where up.parent != start && !found.contains(where: { $0.entity == up.parent }) {
        if isTransparent(entities[down.child], entities[start], entities[up.parent]) {
          found.append(Kin(links: [down.index, up.index], entity: up.parent, isMany: true))
        }
      }
    }
    return found + traded(from: start).filter { way in !found.contains { $0.entity == way.entity } }
  }
}
