"""The protocol as a document, in one language. The way in is `protocol_document.build_document`."""
