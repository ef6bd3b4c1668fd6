/// A JSON value whose objects keep the order of their keys.
///
/// Building and writing it needs no Foundation, so that a command that prints JSON starts at once.
public enum JSONValue: Sendable, Equatable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; written as `null` when it is not finite.
  case number(Double)
  /// A string; any text, escaped when written.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object; its members are written in this order, duplicates and all.
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// A key and its value.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A number, or `null` where there is none.
  public init(_ value: Double?) {
    self = value.map { .number($0) } ?? .null
  }

  /// A whole number, or `null` where there is none.
  public init(_ value: Int?) {
    self = value.map { .integer($0) } ?? .null
  }

  /// A string, or `null` where there is none.
  public init(_ value: String?) {
    self = value.map { .string($0) } ?? .null
  }

  /// The value of a key of an object: the first with that key. Setting replaces it in its place or
  /// appends it; setting `nil` removes it. On anything but an object, reading gives `nil` and setting
  /// does nothing, except that `null` becomes an object.
  public subscript(key: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      var members: [Member]
      switch self {
      case .object(let existing): members = existing
      case .null: members = []
      default: return
      }
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// `null`.
  public init(nilLiteral: ()) { self = .null }

  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object, in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
