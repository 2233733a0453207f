package tino.marketplace.message;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.marketplace.Form;
import tino.marketplace.Listing;
import tino.marketplace.professional.Professionals;
import tino.marketplace.professional.Titles;
import tino.web.Refusal;

/** Messages in the console: list, search, edit, delete. */
@Controller
@RequestMapping("/console/messages")
final class MessageConsole {
    private static final int LONGEST = 5_000;

    private final Messages messages;
    private final Professionals professionals;

    MessageConsole(Messages messages, Professionals professionals) {
        this.messages = messages;
        this.professionals = professionals;
    }

    @GetMapping
    String list(HttpServletRequest request, Model page) {
        Form form = Form.of(request);
        UUID professional = form.id("professional");
        form.mustBeReadable();
        Listing<Message> listing =
                Listing.of(request, slice -> messages.list(professional, form.optional("text"), slice));
        page.addAttribute("form", form.values());
        page.addAttribute("listing", listing);
        page.addAttribute(
                "titles",
                Titles.of(
                        professionals,
                        listing.rows().stream().map(Message::professionalId).toList()));
        return "marketplace/console/messages";
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model page) {
        Message message = get(id);
        return edit(page, message, Map.of("text", message.text()), List.of());
    }

    @PostMapping("/{id}")
    String update(
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        Message message = get(id);
        Form form = Form.of(request);
        String text = form.text("text");
        if (text.isEmpty() || text.length() > LONGEST) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return edit(page, message, form.values(), List.of("text"));
        }
        messages.update(id, text);
        next.addFlashAttribute("done", "saved");
        return "redirect:/console/messages/" + id;
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes next) {
        messages.delete(get(id).id());
        next.addFlashAttribute("done", "deleted");
        return "redirect:/console/messages";
    }

    private Message get(long id) {
        return messages.find(id).orElseThrow(() -> Refusal.notFound("message", id));
    }

    private String edit(Model page, Message message, Map<String, String> form, List<String> problems) {
        page.addAttribute("message", message);
        page.addAttribute("professional", professionals.get(message.professionalId()));
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return "marketplace/console/message";
    }
}
