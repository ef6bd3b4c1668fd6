import ConcordReaders
import Foundation
import Testing

/// A few hundred damaged copies of every fixture, or as many as one wants: copies FROM up to TO by
/// `CONCORD_DAMAGED_COPIES=FROM-TO`. A copy is made from its number alone, so that a run can go on where
/// another ended; with `CONCORD_DAMAGED_LOG` naming a folder, the number at work stands in a file there
/// for each fixture.
@Suite struct DamagedFileTests {
  private static let files = [
    "haven-08.dta", "haven-15.dta", "pandas-119.dta", "haven-byte.sav", "haven-zlib.sav",
    "haven.sas7bdat", "readr.csv.gz", "openpyxl.xlsx", "libreoffice.xlsx",
  ]

  @Test(.timeLimit(.minutes(600)), arguments: files)
  func damageEndsInATableOrAnError(_ name: String) throws {
    let whole = try fixture(name)
    let environment = ProcessInfo.processInfo.environment
    let ends = environment["CONCORD_DAMAGED_COPIES"]?.split(separator: "-").compactMap { Int($0) }
    let copies = ends.map { $0[0]..<$0[1] } ?? 0..<400
    var slowest = Duration.zero
    let clock = ContinuousClock()
    for copy in copies {
      if let folder = environment["CONCORD_DAMAGED_LOG"], copy % 100 == 0 {
        try "\(copy)".write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
      }
      var damage = Damage(seed: UInt64(copy))
      let bytes = damage.damaged(whole)
      let time = clock.measure {
        if let error = readerError(bytes, name) { #expect(!error.description.isEmpty) }
      }
      slowest = max(slowest, time)
    }
    #expect(slowest < .seconds(20))
  }
}

/// Changes to bytes, the same for the same seed.
struct Damage {
  private var state: UInt64

  init(seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  /// A number in `0..<bound`, by xorshift64.
  private mutating func number(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: (state >> 11) % UInt64(max(1, bound)))
  }

  /// A copy with one to eight changes: bits, bytes, words at their limits, pieces moved, left out or
  /// cut off.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var copy = bytes
    for _ in 0...number(below: 8) where !copy.isEmpty {
      let place = number(below: number(below: 2) == 0 ? copy.count : min(copy.count, 600))
      switch number(below: 7) {
      case 0, 1: copy[place] ^= 1 << UInt8(number(below: 8))
      case 2: copy[place] = UInt8(number(below: 256))
      case 3:
        let value: UInt8 = number(below: 2) == 0 ? 0 : 0xFF
        for index in place..<min(copy.count, place + 4) { copy[index] = value }
      case 4:
        let piece = copy[place..<min(copy.count, place + number(below: 64))]
        let target = number(below: copy.count)
        copy.replaceSubrange(target..<min(copy.count, target + piece.count), with: piece)
      case 5: copy.removeSubrange(place..<min(copy.count, place + 1 + number(below: 16)))
      default: if number(below: 4) == 0 { copy.removeSubrange(place...) }
      }
    }
    return copy
  }
}
