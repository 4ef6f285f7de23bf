/// A form of `asked.txt` laid over a schema: which relations, columns and values stand in its places.
struct AskedBinding {
  let form: AskedForm
  let draw: Draw
  /// By the form's numbers, which start at one.
  private(set) var entities: [Entity] = []
  private(set) var links: [Link] = []
  private(set) var columns: [String: [Attribute]] = [:]
  private var values: [(said: Wording, sql: SQLPhrase)] = []
  /// Periods without their prepositions, by the number of the value.
  private var cores: [Int: Wording] = [:]
  /// The same periods in the SQL, without their columns.
  private var moments: [String: SQLPhrase] = [:]
  private var filters: [Filter] = []

  /// Nil where the schema has nothing that fits.
  init?(_ form: AskedForm, _ draw: Draw) {
    self.form = form
    self.draw = draw
    guard bindEntities(), bindColumns(), bindValues() else { return nil }
  }

  // MARK: relations

  private func fits(_ entity: Entity, _ number: Int) -> Bool {
    guard !form.people.contains(number) || entity.isPerson, !form.places.contains(number) || isPlace(entity),
      !form.events.contains(number) || entity.isEvent, !form.lasting.contains(number) || !entity.isEvent,
      !form.selves.contains(number) || hasUpper(entity)
    else { return false }
    // A bridge called "has pet" is no noun.
    if ["has", "have", "is", "belongs"].contains(entity.nouns[0].prefix { $0 != " " }) { return false }
    return form.columns.filter { $0.entity == number }.allSatisfy { !candidates($0, entity).isEmpty }
  }

  private mutating func bindEntities() -> Bool {
    guard let first = draw.pickEntity({ (!$0.isBridge || draw.chance(0.2)) && fits($0, 1) }) else { return false }
    entities = [first]
    for link in form.links {
      switch link {
      case .points(let child, let parent, let mayBeNull):
        let isUp = child <= entities.count
        let known = entities[(isUp ? child : parent) - 1]
        let number = isUp ? parent : child
        let ways = (isUp ? draw.reading.parents(of: known.index) : draw.reading.children(of: known.index)).filter {
          let other = draw.reading.entities[isUp ? $0.parent : $0.child]
          return !$0.isDoubled && $0.childColumns.count == 1 && fits(other, number) && isNear(known, other, 1)
            && (!mayBeNull
              || $0.role == nil && draw.reading.entities[$0.child].attributes[$0.childColumns[0]].column.nullable)
            && !entities.contains { $0.index == other.index }
        }
        guard let way = draw.dice.pick(ways) else { return false }
        links.append(way)
        entities.append(draw.reading.entities[isUp ? way.parent : way.child])
      case .bridged(let one, let other):
        let known = entities[one - 1]
        let ways = draw.reading.kin[known.index].filter { way in
          let target = draw.reading.entities[way.entity]
          return way.isMany && way.links.count == 2 && !way.isSecond && fits(target, other)
            && isNear(known, target, 2) && !entities.contains { $0.index == target.index }
        }
        guard let way = draw.dice.pick(ways) else { return false }
        links += way.links.map(draw.reading.link)
        entities.append(draw.reading.entities[way.entity])
      }
    }
    return entities.count == form.entities
  }

  /// Whether the columns alone say how the two are joined.
  private func isNear(_ one: Entity, _ other: Entity, _ distance: Int) -> Bool {
    draw.reading.ways[one.index][other.index] == 1 && draw.reading.distance[one.index][other.index] == distance
  }

  // MARK: columns

  /// Shapes that add up what happened in a period: what ended or was born in it is not meant.
  private static let happened: Set<String> = [
    "asked.value", "asked.share", "asked.above", "asked.rate", "asked.window", "asked.change", "asked.latest",
    "asked.typical",
  ]

  private func candidates(_ column: AskedForm.Column, _ entity: Entity) -> [Attribute] {
    switch column.kind {
    case "L": return entity.hasSpokenLabel ? entity.labelAttributes : []
    case "l": return entity.hasSpokenLabel && entity.label.count == 1 ? entity.labelAttributes : []
    case "F": return entity.hasSpokenLabel && entity.label.count == 2 ? entity.labelAttributes : []
    // A name that is the key is nobody's id.
    case "K": return entity.keyAttribute.map { isName($0, of: entity) ? [] : [$0] } ?? []
    default: break
    }
    return entity.attributes.filter { attribute in
      switch column.kind {
      case "C": attribute.isGroupable && !entity.label.contains(attribute.index) && !attribute.isForeign
      case "P": attribute.role == .place
      case "N": attribute.isMeasure
      case "M", "Q", "S", "E", "U", "t", "x", "O", "B", "W", "H", "A": isSpecial(attribute, column.kind, entity)
      case "D":
        attribute.role == .date
          && (!Self.happened.contains(form.shape) || entity.isEvent && entity.mainDate == attribute.index)
      case "Y": attribute.role == .year
      default:
        attribute.role != .technical && attribute.role != .key && !attribute.isForeign && attribute.role != .json
          && attribute.role != .array
          && !entity.label.contains(attribute.index)
      }
    }
  }

  private func isName(_ key: Attribute, of entity: Entity) -> Bool {
    entity.hasSpokenLabel && entity.label.contains(key.index)
  }

  private mutating func bindColumns() -> Bool {
    var used: Set<String> = []
    for column in form.columns {
      let fitting = candidates(column, entities[column.entity - 1])
      if column.kind == "L" {
        columns[column.letter] = fitting
      } else {
        // What is shown may be what is asked by, too.
        let free =
          "lt".contains(column.kind)
          ? fitting : fitting.filter { !used.contains($0.name.description) && isAfterStart($0, column) }
        guard let one = draw.dice.pick(free) else { return false }
        columns[column.letter] = [one]
      }
      used.formUnion(columns[column.letter]?.map(\.name.description) ?? [])
    }
    return true
  }

  // MARK: values

  private mutating func bindValues() -> Bool {
    var drawn: [String: [String]] = [:]
    for value in form.values {
      switch value {
      case .stored(let letter):
        guard let attribute = columns[letter]?.first,
          let one = attribute.values.isEmpty && attribute.role != .label ? nil : draw.value(attribute)
        else { return false }
        let text = draw.storedValue(one) ?? one.said.flattened().text
        if drawn[letter]?.contains(text) == true { return false }
        drawn[letter, default: []].append(text)
        values.append(one)
      case .number(let letter):
        guard let attribute = columns[letter]?.first else { return false }
        values.append(draw.number(attribute, hasUnit: false))
      case .larger(let letter):
        guard let attribute = columns[letter]?.first, let before = values.last.flatMap({ draw.numberOf($0.sql) })
        else { return false }
        let one = draw.number(attribute, hasUnit: false)
        guard let number = draw.numberOf(one.sql), number > before else { return false }
        values.append(one)
      case .word(let letter):
        guard let attribute = columns[letter]?.first, attribute.column.family == .text else { return false }
        let words = attribute.values.flatMap { $0.split(separator: " ").map(String.init) }
          .filter { $0.count > 2 && $0.allSatisfy(\.isLetter) }
        guard let word = draw.dice.pick(words) ?? draw.lexicon.names["word"].flatMap({ draw.dice.pick($0) }),
          drawn[letter]?.contains(word) != true
        else { return false }
        drawn[letter, default: []].append(word)
        values.append(draw.slot(word, .text(word)))
      case .start(let letter), .end(let letter):
        guard let attribute = columns[letter]?.first, attribute.column.family == .text,
          let letters = letters(of: attribute, value)
        else { return false }
        values.append(draw.slot(letters, .text(letters)))
      case .period(let letter):
        guard let date = columns[letter]?.first else { return false }
        let period = draw.period(date)
        cores[values.count] = period.core
        moments["v\(values.count).at"] = period.sql
        values.append((period.adverbial, "\(date) in\(period.sql)"))
      case .earlier(let letter):
        guard let date = columns[letter]?.first, let periods = draw.twoPeriods(date) else { return false }
        for period in [periods.0, periods.1] {
          cores[values.count] = period.core
          values.append((period.adverbial, "\(date) in\(period.sql)"))
        }
      case .later: break
      case .year(let letter):
        guard let date = columns[letter]?.first else { return false }
        let year = draw.absolute(date, yearOnly: true)
        cores[values.count] = year.core
        values.append((year.adverbial, "\(date) in\(year.sql)"))
      case .many: values.append(draw.count(2...(draw.chance(0.5) ? 12 : 60)))
      case .count: values.append(draw.count(draw.chance(0.85) ? 2...12 : 1...1))
      case .top: values.append(draw.topCount())
      case .id:
        let text = String(
          [draw.dice.below(100), draw.dice.below(1000), draw.dice.below(30000)][draw.dice.below(3)] + 1)
        values.append(draw.slot(text, .number(text)))
      }
    }
    return true
  }

  // MARK: the pair

  func draft() -> Draft? {
    var whole = self
    let takesFilter = form.sql.contains {
      if case .hole(let name) = $0 { name.hasPrefix("?") || name.hasPrefix("&") } else { false }
    }
    let needsFilter = form.sql.contains { if case .hole(let name) = $0 { name.hasPrefix("w") } else { false } }
    if needsFilter || takesFilter && draw.chance(0.4) {
      let taken = Set(columns.values.joined().map(\.name.description))
      let count = draw.dice.pick(needsFilter ? [1, 1, 2, 2, 2, 3] : [1, 1, 2, 2]) ?? 1
      whole.filters = draw.filters(entities[0], count, many: false).filter { filter in
        !taken.contains { filter.about.contains($0) } && fits(filter)
      }
    }
    guard !needsFilter || !whole.filters.isEmpty, let sql = whole.statement() else { return nil }
    draw.setApart(&whole.filters, of: entities[0])
    return Draft(sql, whole.fillers(), frames: form.rule)
  }

  /// Whether a condition may stand beside what is joined: what is shown of a parent may be what it is about, too.
  private func fits(_ filter: Filter) -> Bool {
    let others = Set(entities.dropFirst().map(\.index))
    if filter.touched.isDisjoint(with: others) { return true }
    let joined = Set(links.map(\.index))
    return form.shape == "asked.columns" && !filter.links.isEmpty && joined.isSuperset(of: filter.links)
      && filter.touched.isSubset(of: others.union([entities[0].index])) && !filter.about.hasPrefix("upper")
  }

  private func statement() -> SQLPhrase? {
    var phrase = SQLPhrase()
    for piece in form.sql {
      switch piece {
      case .words(let words): phrase = "\(phrase)\(words)"
      case .hole(let name):
        guard let one = part(name) else { return nil }
        phrase = "\(phrase)\(one)"
      }
    }
    return phrase
  }

  /// What stands for a hole of the SQL: a column's letter, `v0`, `1` (the relation), `1.key`, `2.1` (the second's key
  /// to the first), `label1`, `group1`, `?1` and `&1` (further conditions), `w1` (the same where there must be some),
  /// `from1:2` and `count1:2` (joined relations, the base first); `v0.at` (a period alone: `{d} <{v0.at}` is before it);
  /// `b-a.days` and its like: see `computed`.
  private func part(_ name: String) -> SQLPhrase? {
    if let attributes = columns[name] { return SQLPhrase.columns(attributes) }
    if let moment = moments[name] { return moment }
    if let computed = computed(name) { return computed }
    if let other = otherRow(name) { return other }
    if name.first == "v", let place = Int(name.dropFirst()) { return values[place].sql }
    let numbers = name.compactMap(\.wholeNumberValue)
    guard let first = numbers.first, first <= entities.count else { return nil }
    let entity = entities[first - 1]
    switch name.prefix(while: { !$0.isNumber }) {
    case "label": return SQLPhrase.columns(entity.labelAttributes)
    case "group": return draw.dimension(rowsOf: entity).group
    case "?", "w": return ListShapes.condition(filters)
    case "&": return filters.isEmpty ? "" : ListShapes.condition(filters, " and")
    case "from", "count":
      var scope = Scope(entity)
      for number in numbers { scope.use(entities[number - 1].attributes) }
      let joined = Set(numbers.map { entities[$0 - 1].index })
      for link in links where joined.contains(link.child) || joined.contains(link.parent) {
        // A bridge's two keys go together.
        let isBridge = !joined.contains(link.child)
        if joined.isSuperset(of: [link.child, link.parent]) || isBridge && numbers.count > 1 {
          scope.follow([link.index])
        }
      }
      scope.add(filters)
      return scope.from(draw.reading, counts: name.hasPrefix("count"))
    default:
      if name.hasSuffix(".up") { return upper(of: entity).map { "\($0.pointer)" } }
      if name.hasSuffix(".key") { return entity.keyAttribute.map { "\($0)" } }
      guard numbers.count == 2 else { return "\(entity)" }
      return pointer(numbers[0], numbers[1]).map { "\($0)" }
    }
  }

  // MARK: words

  private func fillers() -> [String: Wording] {
    var fillers: [String: Wording] = [:]
    for (index, entity) in entities.enumerated() {
      let said = draw.noun(entity)
      let number = index + 1
      fillers["\(number)"] = Wording(said.one)
      fillers["\(number)s"] = Wording(said.many)
      fillers["who\(number)"] = Wording(draw.pronoun(entity))
      if index == 0, !filters.isEmpty {
        fillers["1s"] = draw.things(entity, filters)
        fillers["1"] = draw.things(entity, filters, many: false)
      }
    }
    for (one, entity) in entities.enumerated() {
      for (two, other) in entities.enumerated() where one != two {
        let words = draw.linkWords(entity, other)
        let back = draw.linkWords(other, entity)
        let pair = "\(one + 1)\(two + 1)"
        let active = draw.dice.pickEarly(words?.active ?? [])
        fillers["do\(pair)"] = Wording(active ?? "have")
        fillers["act\(pair)"] = active.map { Wording($0) }
        fillers["does\(pair)"] = Wording(active.map(draw.lexicon.inflection.thirdPerson) ?? "has")
        let passive = draw.dice.pickEarly(back?.passive ?? [])
        fillers["of\(pair)"] = Wording(passive ?? draw.dice.pick(["of", "of", "for"]) ?? "of")
        if let perfect = draw.dice.pickEarly(words?.perfect ?? []) { fillers["done\(pair)"] = Wording(perfect) }
        if let perfect = words?.perfect { fillers.merge(deeds(perfect, pair)) { $1 } }
      }
    }
    for column in form.columns {
      guard let attributes = columns[column.letter], let first = attributes.first else { continue }
      let name = column.letter
      fillers[name] = draw.columnNames(attributes, many: false)
      fillers[name + "s"] = attributes.count > 1 || !first.role.isMass ? draw.columnNames(attributes, many: true) : nil
      fillers.merge(phrases(first, name)) { $1 }
      // "how old is …": of the value that names the row.
      if let value = values.first, let head = first.words.last {
        fillers[name + ".how"] = draw.lexicon.grammar.say("asked.how.\(head)", ["v": value.said], &draw.dice)
      }
    }
    fillers.merge(spanWords()) { $1 }
    fillers.merge(upperWords()) { $1 }
    for (index, value) in values.enumerated() {
      fillers["v\(index)"] = value.said
      fillers["v\(index).core"] = cores[index]
      fillers["q\(index)"] = draw.either(value.said, "\"\(value.said)\"", "'\(value.said)'")
      guard let letter = letter(of: form.values[index]), let attribute = columns[letter]?.first else { continue }
      fillers["v\(index).adj"] = draw.demonym(value)
      let noun = draw.noun(attribute)
      let words: [String: Wording] = ["x": Wording(noun), "xs": Wording(draw.plural(noun)), "v": value.said]
      let isCounted = attribute.role == .quantity
      for rule in ["over", "under", "atleast", "atmost", "is", "isnot"] {
        let counted = isCounted && draw.chance(0.5) ? "asked.\(rule).counted" : "asked.\(rule)"
        let said = draw.lexicon.grammar.say(counted, words, &draw.dice)
        fillers["v\(index).\(rule)"] = said ?? draw.lexicon.grammar.say("asked.\(rule)", words, &draw.dice)
      }
    }
    return fillers
  }

  private func letter(of value: AskedForm.Value) -> String? {
    switch value {
    case .stored(let letter), .number(let letter), .larger(let letter), .word(let letter): letter
    case .count, .top, .many, .id, .start, .end, .period, .earlier, .later, .year: nil
    }
  }
}
