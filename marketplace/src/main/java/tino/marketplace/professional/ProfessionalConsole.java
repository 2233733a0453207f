package tino.marketplace.professional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.marketplace.Caller;
import tino.marketplace.Form;
import tino.marketplace.Listing;
import tino.web.InvalidInput;

/** Profiles in the console: list, filter, search, create, edit, delete. */
@Controller
@RequestMapping("/console/professionals")
final class ProfessionalConsole {
    private static final String LIST = "marketplace/console/professionals";
    private static final String EDIT = "marketplace/console/professional";

    private final Professionals professionals;
    private final ProfileEditor editor;
    private final Supplier<UUID> ids;

    ProfessionalConsole(Professionals professionals, ProfileEditor editor, Supplier<UUID> ids) {
        this.professionals = professionals;
        this.editor = editor;
        this.ids = ids;
    }

    @GetMapping
    String list(HttpServletRequest request, Model page) {
        Form form = Form.of(request);
        String kyc = form.text("kyc");
        Professionals.Selection selection = new Professionals.Selection(
                form.optional("text"), form.optional("category"), kyc.isEmpty() ? null : kyc.equals("true"));
        page.addAttribute("form", form.values());
        page.addAttribute("categories", Categories.all());
        page.addAttribute("count", professionals.count(selection));
        page.addAttribute("listing", Listing.of(request, slice -> professionals.list(selection, slice)));
        return LIST;
    }

    @GetMapping("/new")
    String blank(Model page) {
        return edit(page, null, Map.of(), List.of());
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model page) {
        Professional professional = professionals.get(id);
        return edit(page, professional, written(professional), List.of());
    }

    @PostMapping
    String create(HttpServletRequest request, HttpServletResponse response, Model page, RedirectAttributes next) {
        Form form = Form.of(request);
        try {
            Professional created = editor.create(draft(form, form.id("user_id")), Caller.of(request));
            next.addFlashAttribute("done", "created");
            return "redirect:/console/professionals/" + created.id();
        } catch (InvalidInput e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return edit(page, null, form.values(), e.faults());
        }
    }

    @PostMapping("/{id}")
    String update(
            @PathVariable UUID id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        Form form = Form.of(request);
        Professional old = professionals.get(id);
        try {
            editor.update(id, draft(form, old.userId()), Caller.of(request));
            next.addFlashAttribute("done", "saved");
            return "redirect:/console/professionals/" + id;
        } catch (InvalidInput e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return edit(page, old, form.values(), e.faults());
        }
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes next) {
        editor.delete(id, Caller.of(request));
        next.addFlashAttribute("done", "deleted");
        return "redirect:/console/professionals";
    }

    private static String edit(
            Model page,
            @Nullable Professional professional,
            Map<String, String> form,
            List<InvalidInput.Fault> faults) {
        page.addAttribute("professional", professional);
        page.addAttribute("form", form);
        page.addAttribute("categories", Categories.all());
        page.addAttribute(
                "problems", faults.stream().map(InvalidInput.Fault::field).toList());
        return EDIT;
    }

    /** @param owner {@code null}: the profile of somebody without an account yet, who gets a fresh id */
    private ProfessionalDraft draft(Form form, @Nullable UUID owner) {
        Double lat = form.number("location.lat");
        Double lon = form.number("location.lon");
        ProfessionalDraft draft = new ProfessionalDraft(
                owner == null ? ids.get() : owner,
                form.text("title"),
                form.text("description"),
                form.text("category"),
                form.decimal("price_min"),
                lat == null && lon == null ? null : new ProfessionalDraft.Place(lat, lon),
                form.text("degree_level"),
                form.whole("university_rank"),
                form.text("orcid_id"),
                form.text("lattes_id"),
                form.checked("kyc_verified"),
                form.number("academic_score"),
                form.number("maps_rating"),
                form.number("linkedin_score"));
        form.mustBeReadable();
        return draft;
    }

    private static Map<String, String> written(Professional one) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("user_id", one.userId().toString());
        values.put("title", one.title());
        values.put("description", one.description());
        values.put("category", one.category());
        values.put("price_min", one.priceMin().toPlainString());
        if (one.location() != null) {
            values.put("location.lat", String.valueOf(one.location().lat()));
            values.put("location.lon", String.valueOf(one.location().lon()));
        }
        values.put("degree_level", one.degreeLevel());
        put(values, "university_rank", one.universityRank());
        values.put("orcid_id", one.orcidId());
        values.put("lattes_id", one.lattesId());
        values.put("kyc_verified", one.kycVerified() ? "true" : "");
        put(values, "academic_score", one.academicScore());
        put(values, "maps_rating", one.mapsRating());
        put(values, "linkedin_score", one.linkedinScore());
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable Number value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }
}
