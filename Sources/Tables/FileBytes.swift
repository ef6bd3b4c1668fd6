#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Every byte of a file, for readers of formats that are not read piece by piece.
///
/// - Throws: ``TableError/unreadable(path:reason:)``.
package func fileBytes(_ url: URL) throws(TableError) -> [UInt8] {
  let source = try textSource(url)
  return Array(try source.bytes(0..<source.count))
}
