package matryoshka.service.platform.console;

/**
 * A file as browsers get it. All of them are text.
 *
 * @param type its media type
 * @param tag a digest of its content, for an entity tag
 */
record ConsoleFile(String type, String tag, String content) {}
