/** Questions over HTTP: answered, streamed, looked up, rated. */
@NullMarked
package tino.assistant.query;

import org.jspecify.annotations.NullMarked;
