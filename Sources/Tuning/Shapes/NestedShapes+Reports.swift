extension NestedShapes {
  /// "how many people report directly to each regional manager": rows below those that a condition names.
  static func directReports(_ draw: Draw) -> Draft? {
    guard let (entity, link, role) = selfLinked(draw), entity.isPerson,
      let attribute = draw.dice.pick(entity.attributes.filter { $0.role == .category && !$0.values.isEmpty }),
      let value = draw.value(attribute)
    else { return nil }
    let pointer = entity.attributes[link.childColumns[0]]
    let upper = SQLPhrase.joined(entity.labelAttributes.map { " \(second: $0)" }, ",")
    let isTitle = attribute.words.contains { ["title", "position", "job", "role"].contains($0) }
    return Draft(
      "select\(upper), count(*) where \(second: attribute) =\(value.sql) group by\(pointer),\(upper)",
      [
        "things": draw.things(entity), "value": value.said, "by": Wording(draw.noun(attribute)),
        "role": Wording(role), "roles": Wording(draw.plural(role)),
      ], frames: isTitle ? "self.direct" : "self.direct.by")
  }
}
