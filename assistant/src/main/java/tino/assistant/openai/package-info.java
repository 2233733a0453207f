/** The protocol of OpenAI's API, so that its clients and others' connect. */
@NullMarked
package tino.assistant.openai;

import org.jspecify.annotations.NullMarked;
