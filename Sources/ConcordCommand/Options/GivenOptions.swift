import ArgumentParser

/// A group of options within another.
private protocol OptionGroupHolder {
  var group: any ParsableArguments { get }
}

extension OptionGroup: OptionGroupHolder {
  fileprivate var group: any ParsableArguments { wrappedValue }
}

/// The options of a group whose values are not the usual ones, as they are written on a command line.
///
/// Found by looking at all there are, so that none can be forgotten.
func givenOptions<Group: ParsableArguments>(_ group: Group) -> [String] {
  guard let usual = try? Group.parse([]) else { return [] }
  return zip(Mirror(reflecting: group).children, Mirror(reflecting: usual).children)
    .flatMap { given, usual -> [String] in
      // Reflection gives values without their types.
      if let holder = given.value as? any OptionGroupHolder { return givenOptions(holder.group) }
      let isUsual = String(describing: given.value) == String(describing: usual.value)
      return isUsual ? [] : [optionName(given.label ?? "")]
    }
}

/// The option of a property: `_weightKind` is `--weight-kind`.
private func optionName(_ property: String) -> String {
  let name = property.drop { $0 == "_" }
  if name == "filter" { return "--where" }
  return name.reduce("--") { $0 + ($1.isUppercase ? "-" : "") + $1.lowercased() }
}
