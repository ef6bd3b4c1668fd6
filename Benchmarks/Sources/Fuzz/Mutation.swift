import Foundation

extension QuestionDealer {
  /// Changes some bytes: flips, removes, doubles or inserts.
  mutating func mutate(_ bytes: inout Data) {
    for _ in 0...number(below: 4) {
      let place = number(below: bytes.count + 1)
      switch number(below: 8) {
      case 0: if place < bytes.count { bytes[place] ^= UInt8(1 << number(below: 8)) }
      case 1: if place < bytes.count { bytes[place] = UInt8(number(below: 256)) }
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + number(below: 40)))
      case 3:
        let part = bytes[place..<min(bytes.count, place + 1 + number(below: 200))]
        bytes.insert(contentsOf: Data(part), at: number(below: bytes.count + 1))
      case 4: bytes.insert(contentsOf: Data(pick(Self.tokens).utf8), at: place)
      case 5: bytes.insert(contentsOf: pick(Self.marks), at: pick([0, place]))
      case 6: bytes.removeSubrange(place..<bytes.count)
      default: bytes.insert(contentsOf: Data(pick(Self.oddCells).utf8), at: place)
      }
    }
  }

  /// Changes some characters of an argument.
  mutating func mutate(_ argument: inout String) {
    var scalars = Array(argument.unicodeScalars)
    for _ in 0...number(below: 3) {
      let place = number(below: scalars.count + 1)
      switch number(below: 6) {
      case 0: if place < scalars.count { scalars.remove(at: place) }
      case 1: scalars.insert(contentsOf: pick(Self.tokens).unicodeScalars, at: place)
      case 2: scalars.insert(contentsOf: pick(Self.numbers).unicodeScalars, at: place)
      case 3:
        let part = scalars[place..<min(scalars.count, place + 1 + number(below: 12))]
        scalars.insert(contentsOf: Array(part), at: number(below: scalars.count + 1))
      case 4: scalars.insert(contentsOf: pick(Self.oddCells).unicodeScalars.prefix(20), at: place)
      default:
        if place < scalars.count { scalars[place] = pick(Array("+-*:^|()`, ".unicodeScalars)) }
      }
    }
    argument = String(String.UnicodeScalarView(scalars.prefix(2_000)))
  }

  /// The input without what would only take long, or reach beyond its folder.
  func tamed(_ input: FuzzInput) -> FuzzInput {
    var input = input
    for index in input.arguments.indices {
      let argument = input.arguments[index]
      let isElsewhere =
        argument.hasPrefix("/") || argument.contains("../") || argument.contains("@/")
      if isElsewhere && !Self.otherData.contains(argument) { input.arguments[index] = "elsewhere" }
      let option = index > 0 ? input.arguments[index - 1] : ""
      if option == "--draws", let draws = Int(argument), draws > 40 {
        input.arguments[index] = "40"
      }
      if option == "--threads", let threads = Int(argument), threads > 64 {
        input.arguments[index] = "64"
      }
    }
    for index in input.files.indices where input.files[index].bytes.count > 200_000 {
      input.files[index].bytes.removeSubrange(200_000...)
    }
    return input
  }

  static let tokens = [
    "+", "-", "*", ":", "^", "%in%", "~", "|", "||", "(", ")", "((((", "I(", "poly(x, ", "log(",
    "factor(", "scale(", "offset(", "cbind(", "`", "\"", ",", "\n", "\r", "\t", ";", "=", "==",
    "&&",
    "!", "1", "0", ".", "x", "y", "g", "NA", " in ", "-1", "^99", "e308", "1e-400", "\u{0}", "𝑥",
  ]
  static let marks: [Data] = [
    Data([0xEF, 0xBB, 0xBF]), Data([0xFF, 0xFE]), Data([0xFE, 0xFF]), Data([0x1F, 0x8B, 0x08]),
    Data("PK\u{3}\u{4}".utf8), Data("$FL2@(#)".utf8), Data("<stata_dta>".utf8), Data([0]),
    Data([0xC0, 0x80]), Data([0xED, 0xA0, 0x80]), Data("<!DOCTYPE html>".utf8),
    Data("sep=;\n".utf8),
  ]
}
