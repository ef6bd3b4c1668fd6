import Tables

/// A sum of coefficients and a constant.
struct LinearForm: Sendable {
  var factors: [Double]
  var constant = 0.0
}

/// Reads a linear hypothesis in one pass, without recursion.
///
///     hypothesis = side ["=" side]
///     side       = [sign] product {sign product}
///     product    = factor {("*" | "/") factor}, with one name at most
///     factor     = number | name
struct HypothesisParser {
  private let characters: [Character]
  private let names: [[Character]]
  private let aliased: Set<String>
  private var position = 0

  init(_ text: String, names: [String], aliased: Set<String>) {
    let inside = text.drop { $0.isWhitespace }
    let last = inside.lastIndex { !$0.isWhitespace }
    characters = last.map { Array(inside[...$0]) } ?? []
    self.names = names.map(Array.init)
    self.aliased = aliased
  }

  /// The text without blanks at its ends, which positions refer to.
  var trimmedText: String { String(characters) }

  /// Left side less right side.
  mutating func parse() throws(InferenceError) -> LinearForm {
    var form = LinearForm(factors: [Double](repeating: 0, count: names.count))
    var used = false
    try parseSide(1, into: &form, &used)
    if next == "=" {
      position += 1
      try parseSide(-1, into: &form, &used)
    }
    if position < characters.count {
      throw problem(next == "=" ? "a second =" : "\"\(characters[position])\" was not expected")
    }
    if !used { throw problem("it names no coefficient") }
    if form.factors.allSatisfy({ $0 == 0 }) {
      throw problem("all coefficients cancel")
    }
    if !form.constant.isFinite || !form.factors.allSatisfy(\.isFinite) {
      throw problem("a factor is too large")
    }
    return form
  }

  private mutating func parseSide(
    _ side: Double, into form: inout LinearForm, _ used: inout Bool
  ) throws(InferenceError) {
    var sign = side
    if let leading = takeSign() { sign *= leading }
    while true {
      let product = try parseProduct()
      if let name = product.name {
        form.factors[name] += sign * product.factor
        used = true
      } else {
        form.constant += sign * product.factor
      }
      guard let following = takeSign() else { return }
      sign = side * following
    }
  }

  private mutating func parseProduct() throws(InferenceError) -> (factor: Double, name: Int?) {
    var product = (factor: 1.0, name: Int?.none)
    var divides = false
    while true {
      skipBlanks()
      let start = position
      switch try parseFactor() {
      case .number(let value):
        if divides && value == 0 { throw problem("division by 0", at: start) }
        product.factor = divides ? product.factor / value : product.factor * value
      case .name(let index):
        if divides { throw problem("division by a coefficient is not linear", at: start) }
        if product.name != nil {
          throw problem("a product of coefficients is not linear", at: start)
        }
        product.name = index
      }
      guard let sign = next, sign == "*" || sign == "/" else { return product }
      divides = sign == "/"
      position += 1
    }
  }

  private enum Factor {
    case number(Double)
    case name(Int)
  }

  private mutating func parseFactor() throws(InferenceError) -> Factor {
    guard let first = next else { throw problem("a coefficient or number is missing") }
    if first == "`" { return .name(try parseQuoted()) }
    if let (index, length) = longestName() {
      position += length
      return .name(index)
    }
    if first.isASCII && (first.isNumber || first == ".") { return .number(try parseNumber()) }
    if first.isLetter || first == "_" || first == "(" { throw unknown(word()) }
    throw problem("a coefficient or number was expected, not \"\(first)\"")
  }

  private mutating func parseQuoted() throws(InferenceError) -> Int {
    let start = position
    position += 1
    guard let end = characters[position...].firstIndex(of: "`") else {
      throw problem("the backtick is not closed", at: start)
    }
    let name = Array(characters[position..<end])
    position = end + 1
    // Names that hold backticks themselves are found with them.
    let quoted = ["`"] + name + ["`"]
    if let index = names.firstIndex(of: name) ?? names.firstIndex(of: quoted) { return index }
    throw unknown(String(name))
  }

  private mutating func parseNumber() throws(InferenceError) -> Double {
    let start = position
    func digits() {
      while position < characters.count, isDigit(characters[position]) { position += 1 }
    }
    digits()
    if position < characters.count, characters[position] == "." { position += 1 }
    digits()
    if position < characters.count, characters[position] == "e" || characters[position] == "E" {
      let mark = position
      position += 1
      if position < characters.count, "+-".contains(characters[position]) { position += 1 }
      let exponent = position
      digits()
      if position == exponent { position = mark }
    }
    let text = String(characters[start..<position])
    guard let value = Double(text), value.isFinite else {
      throw problem("\"\(text)\" is not a number", at: start)
    }
    return value
  }

  /// The next character that is not blank.
  private var next: Character? {
    mutating get {
      skipBlanks()
      return position < characters.count ? characters[position] : nil
    }
  }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func takeSign() -> Double? {
    guard let sign = next, "+-−".contains(sign) else { return nil }
    position += 1
    return sign == "+" ? 1 : -1
  }

  /// The longest name that stands here and is not the beginning of a longer word.
  private func longestName() -> (index: Int, length: Int)? {
    var best: (index: Int, length: Int)?
    for (index, name) in names.enumerated() where name.count > (best?.length ?? 0) {
      guard characters[position...].starts(with: name) else { continue }
      let end = position + name.count
      let runsOn =
        end < characters.count && isWordCharacter(characters[end])
        && name.last.map(isWordCharacter) ?? false
      if !runsOn { best = (index, name.count) }
    }
    return best
  }

  /// What stands here up to the next blank or sign, for a message.
  private func word() -> String {
    String(characters[position...].prefix { !$0.isWhitespace && !"+-*/=".contains($0) })
  }

  private func unknown(_ name: String) -> InferenceError {
    .unknownCoefficient(
      name: name, closest: nearestName(to: name, among: names.map { String($0) }),
      aliased: aliased.contains(name))
  }

  private func problem(_ what: String, at place: Int? = nil) -> InferenceError {
    .hypothesisSyntax(
      text: trimmedText, position: (place ?? position) + 1, problem: what)
  }
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

private func isWordCharacter(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_" || character == "."
}
