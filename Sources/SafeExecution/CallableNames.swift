internal import Vocabulary

extension Validator {
  /// The functions that a query may call, as SQL spells them: built-in ones that need no quotes, and those of the
  /// database that the policy allows.
  package var callableFunctions: [String] {
    let builtIn = catalog.lists.allowedFunctions.map(\.text).filter { name in
      name != "current_setting" && SQLText.identifier(name) == name
        && catalog.visibleRoutines(name).allSatisfy(catalog.isAllowed)
    }
    let routines = catalog.snapshot.routines.filter { catalog.isAllowed($0) && $0.kind != .procedure }.map { routine in
      let isVisible = !catalog.visibleRoutines(routine.name).isEmpty
      return (isVisible ? "" : SQLText.identifier(routine.schema) + ".") + SQLText.identifier(routine.name)
    }
    return Set(builtIn + routines).sorted()
  }
}
