#include "db/authoring/tidy_markdown.h"

#include "db/authoring/entities.h"
#include "db/authoring/escapes.h"
#include "db/authoring/line_start.h"
#include "db/markup.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace db::authoring {
namespace {

/// One kind of thing that was made right, with the lines where it was.
struct Repair {
    std::string message;
    std::vector<int> lines;
};

class Tidier {
public:
    Tidier(const std::filesystem::path& file, int first_line, Problems& problems)
        : m_file(file), m_first_line(first_line), m_problems(problems) {}

    std::string tidy(std::string_view body) {
        const std::string text = without_comments(body);
        std::string tidied;
        m_line = m_first_line;
        for (std::size_t start = 0; start < text.size(); ++m_line) {
            const std::size_t end = std::min(text.find('\n', start), text.size());
            std::string_view line = std::string_view(text).substr(start, end - start);
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (line.find('\r') != std::string_view::npos)
                refuse("the lines end as on a Mac of old: save the file again with the line ends of Windows or Unix");
            tidied += tidy_line(std::string(line));
            if (end < text.size())
                tidied += '\n';
            start = end + 1;
        }
        for (const Repair& repair : m_repairs)
            note(repair);
        return tidied;
    }

private:
    enum class Before { Blank, Heading, Bullet, Words };

    void refuse(std::string message) { m_problems.add(m_file, m_line, std::move(message)); }

    /// One problem a line is enough for each kind: a mark has two ends.
    void refuse_once(MarkupKind kind, std::string message) {
        if (m_refused.insert({m_line, kind}).second)
            refuse(std::move(message));
    }

    void repaired(std::string message) {
        const auto known = std::find_if(m_repairs.begin(), m_repairs.end(),
                                        [&](const Repair& repair) { return repair.message == message; });
        if (known == m_repairs.end())
            m_repairs.push_back({std::move(message), {m_line}});
        else if (known->lines.back() != m_line)
            known->lines.push_back(m_line);
    }

    void note(const Repair& repair) {
        std::string message = repair.message;
        if (repair.lines.size() > 1)
            message += fmt::format(" (in line{} {}, too)", repair.lines.size() > 2 ? "s" : "",
                                   fmt::join(repair.lines.begin() + 1, repair.lines.end(), ", "));
        m_problems.note(m_file, repair.lines.front(), std::move(message));
    }

    /// Line ends within a comment stay, so that lines keep their numbers.
    std::string without_comments(std::string_view body) {
        const std::string masked = without_escapes(body);
        std::string text;
        std::size_t start = 0;
        for (std::size_t open = masked.find("<!--"); open != std::string::npos; open = masked.find("<!--", start)) {
            text += body.substr(start, open - start);
            m_line =
                m_first_line + static_cast<int>(std::count(body.begin(), body.begin() + static_cast<long>(open), '\n'));
            const std::size_t close = body.find("-->", open + 4);
            if (close == std::string_view::npos) {
                refuse("a comment begins here and never ends: write --> behind it, or remove it");
                return text + std::string(body.substr(open + 4));
            }
            repaired("a comment is left out: visitors don't see it");
            const std::string_view comment = body.substr(open, close + 3 - open);
            text.append(static_cast<std::size_t>(std::count(comment.begin(), comment.end(), '\n')), '\n');
            start = close + 3;
        }
        return text + std::string(body.substr(start));
    }

    std::string tidy_line(std::string line) {
        line = with_characters(line);
        const std::size_t indent = spaces_bytes(line);
        if (indent == line.size()) {
            m_before = Before::Blank;
            return {};
        }
        if (const std::string_view rest = std::string_view(line).substr(indent); is_escaped_sign(rest)) {
            m_before = m_before == Before::Bullet ? m_before : Before::Words;
            return with_marks_told(plain_indent(std::string_view(line).substr(0, indent))
                                   + std::string(rest.substr(1)));
        }
        return with_marks_told(with_beginning(line, indent));
    }

    /// Entities become characters, and <br> a space.
    std::string with_characters(std::string line) {
        std::string masked = without_escapes(line);
        for (auto mark = find_markup(masked); mark; mark = find_markup(masked, mark->offset + 1)) {
            const std::string found = line.substr(mark->offset, mark->size);
            std::optional<std::string> instead;
            if (mark->kind == MarkupKind::Entity)
                instead = markdown_of_entity(found);
            else if (mark->kind == MarkupKind::Tag && is_line_break(found))
                instead = " ";
            else
                continue;
            if (instead)
                repaired(mark->kind == MarkupKind::Tag
                             ? fmt::format("'{}' is read as a space", found)
                             : fmt::format("'{}' is read as the character that it stands for", found));
            else
                refuse_once(mark->kind,
                            fmt::format("'{}' is not shown: write the character itself, or \\& where the sign "
                                        "is meant",
                                        found));
            line.replace(mark->offset, mark->size, instead.value_or(" "));
            masked = without_escapes(line);
        }
        return line;
    }

    static bool is_line_break(std::string_view tag) {
        std::string name;
        for (const char letter : tag) {
            if (letter != ' ' && letter != '/')
                name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        }
        return name == "<br>";
    }

    /// The line with its heading's or bullet's beginning as Markdown writes it.
    std::string with_beginning(const std::string& line, std::size_t indent) {
        const std::string_view spaces = std::string_view(line).substr(0, indent);
        const std::string_view rest = std::string_view(line).substr(indent);
        if (rest.starts_with("##") || (rest.starts_with('#') && space_bytes(rest.substr(1)) > 0))
            return heading(rest);
        if (const auto across = line_across(rest))
            return *across;
        if (rest.starts_with('|') || is_rule_of_table(rest)) {
            refuse("a table is not shown: write each of its rows as a bullet, or \\| where the sign itself is meant");
            return {};
        }
        if (const std::string_view mark = rest.substr(0, 1);
            (mark == "-" || mark == "*" || mark == "+") && (rest.size() == 1 || space_bytes(rest.substr(1)) > 0))
            return own_bullet(spaces, rest);
        if (const std::size_t sign = sure_sign_bytes(rest); sign > 0)
            return bullet(spaces, rest, sign);
        if (const std::size_t number = number_bytes(rest); number > 0) {
            refuse(
                "a numbered list is not shown: begin each line with '- ', or write \\ before the '.' or ')' where no "
                "list is meant");
            return own_bullet(spaces, "- " + std::string(rest.substr(number + spaces_bytes(rest.substr(number)))));
        }
        if (const std::size_t dash = dash_sign_bytes(rest); dash > 0)
            return bullet_or_dash(spaces, rest, dash);
        if (is_definition(rest)) {
            refuse("footnotes and lists of links are not shown: write the note as words of the text");
            return {};
        }
        if (m_before != Before::Bullet)
            m_before = Before::Words;
        return plain_indent(spaces) + std::string(rest);
    }

    static std::string plain_indent(std::string_view spaces) { return std::string(columns(spaces), ' '); }

    std::string heading(std::string_view rest) {
        const std::size_t marks = std::min(rest.find_first_not_of('#'), rest.size());
        std::string words(rest.substr(marks));
        bool is_changed = !words.empty() && !words.starts_with(' ') && !words.starts_with('\t');
        for (std::size_t at = words.find(kHardSpace); at != std::string::npos; at = words.find(kHardSpace, at)) {
            words.replace(at, kHardSpace.size(), " ");
            is_changed = true;
        }
        if (is_changed)
            repaired("the heading's spaces are read as plain ones, and one behind its '#'");
        m_before = Before::Heading;
        m_has_heading = true;
        m_list_columns.reset();
        const std::size_t space = spaces_bytes(words);
        if (is_escaped_sign(std::string_view(words).substr(space))) {
            words.erase(space, 1);
        } else if (const std::size_t sign = bullet_sign_bytes(std::string_view(words).substr(space)); sign > 0) {
            repaired(fmt::format("{} in a heading is left out", sign_name(words.substr(space, sign))));
            words.erase(0, space + sign);
        }
        return std::string(rest.substr(0, marks)) + ' ' + words;
    }

    /// A line of nothing but signs. The parser knows '---' and its kin, and what makes a heading of the words above.
    std::optional<std::string> line_across(std::string_view rest) {
        std::string signs;
        for (std::size_t at = 0; at < rest.size(); at += std::max<std::size_t>(1, space_bytes(rest.substr(at)))) {
            if (space_bytes(rest.substr(at)) == 0)
                signs += rest[at];
        }
        const bool is_markdown =
            signs.size() > 2 && (has_only(signs, "-") || has_only(signs, "*") || has_only(signs, "_"));
        const bool is_underline = has_only(rest, "-=") && (has_only(rest, "-") || has_only(rest, "="));
        if (is_markdown || (is_underline && m_before == Before::Words)) {
            m_before = Before::Heading;
            m_has_heading = m_has_heading || is_underline;
            return std::string(rest);
        }
        const std::size_t dash = dash_bytes(signs);
        const bool is_dashes = dash > 2 && signs.size() > dash && has_only(signs, signs.substr(0, dash));
        if (!is_dashes && !(is_underline && rest.size() > 1))
            return std::nullopt;
        refuse("a line across is not shown: remove it");
        return std::string();
    }

    /// A bullet that Markdown knows; only what stands behind it may need help.
    std::string own_bullet(std::string_view spaces, std::string_view rest) {
        const std::size_t space = spaces_bytes(rest.substr(1));
        if (rest.substr(1, space).find(kHardSpace) != std::string_view::npos)
            repaired(fmt::format("'{}' and a hard space is read as a bullet", rest.substr(0, 1)));
        else if (spaces.find(kHardSpace) != std::string_view::npos)
            repaired("a bullet behind hard spaces is read as one");
        else {
            m_list_columns = m_list_columns ? std::min(*m_list_columns, columns(spaces)) : columns(spaces);
            m_before = Before::Bullet;
            return plain_indent(spaces) + std::string(rest.substr(0, 1)) + ' ' + point_words(rest.substr(1 + space));
        }
        return write_bullet(spaces, rest.substr(1 + space));
    }

    std::string bullet(std::string_view spaces, std::string_view rest, std::size_t sign) {
        const std::string_view words = rest.substr(sign);
        repaired(fmt::format("{} is read as a bullet, as '- ' is", sign_name(rest.substr(0, sign))));
        return write_bullet(spaces, words.substr(spaces_bytes(words)));
    }

    /// A list that was pasted is indented as a whole; a list in it further, which the parser refuses.
    std::string write_bullet(std::string_view spaces, std::string_view words) {
        const std::size_t here = columns(spaces);
        const bool is_inside = m_list_columns && here >= *m_list_columns + 2;
        if (!is_inside)
            m_list_columns = here;
        m_before = Before::Bullet;
        return (is_inside ? "    - " : "- ") + point_words(words);
    }

    /// A dash begins a bullet in a list; in a sentence that goes on it is a dash.
    std::string bullet_or_dash(std::string_view spaces, std::string_view rest, std::size_t dash) {
        const std::string_view words = rest.substr(dash);
        const bool is_inside = m_before == Before::Bullet && columns(spaces) >= m_list_columns.value_or(0) + 2;
        const bool is_mark = !words.empty() && (space_bytes(words) > 0 || begins_word(words));
        if (m_has_heading && !is_inside && is_mark)
            return bullet(spaces, rest, dash);
        refuse(fmt::format("this line begins with '{}', which may be a bullet or a dash: begin a bullet with '- ', "
                           "below a heading; write a dash at the end of the line above, or \\{} here",
                           rest.substr(0, dash), rest.substr(0, dash)));
        return plain_indent(spaces) + '\\' + std::string(rest);
    }

    /// The words of a point without more bullets' signs and without boxes.
    std::string point_words(std::string_view words) {
        while (!is_escaped_sign(words)) {
            std::size_t bytes = bullet_sign_bytes(words);
            const auto mark = find_markup(words);
            if (bytes > 0)
                repaired(fmt::format("{} behind a bullet is left out", sign_name(words.substr(0, bytes))));
            else if (mark && mark->kind == MarkupKind::Box && mark->offset == 0) {
                bytes = mark->size;
                repaired(fmt::format("the box '{}' before a bullet's words is left out", words.substr(0, bytes)));
            } else
                return std::string(words);
            words.remove_prefix(bytes);
            words.remove_prefix(spaces_bytes(words));
        }
        return std::string(words.substr(1));
    }

    /// The private signs of Word's fonts have no form of their own.
    static std::string sign_name(std::string_view sign) {
        return sign.starts_with('\xef') ? "a bullet of Word's Symbol font" : fmt::format("'{}'", sign);
    }

    bool is_rule_of_table(std::string_view rest) const {
        return m_before != Before::Blank && has_only(rest, "|-: \t") && rest.find('|') != std::string_view::npos
               && rest.find('-') != std::string_view::npos;
    }

    static bool is_definition(std::string_view rest) {
        const std::string masked = without_escapes(rest);
        const std::size_t close = masked.find(']');
        return masked.starts_with('[') && close != std::string::npos && masked.substr(close + 1).starts_with(':');
    }

    /// Reports what is left of markup, and takes it away, so that the parser does not report it again.
    std::string with_marks_told(std::string line) {
        std::string masked = without_escapes(line);
        if (line.find(" • ") != std::string::npos)
            repaired("a '•' stands within a line: begin a line of its own with '- ' if a point begins there");
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        for (auto mark = find_markup(masked, indent); mark; mark = find_markup(masked, mark->offset)) {
            const std::string_view found = std::string_view(line).substr(mark->offset, mark->size);
            const bool is_rule = is_all_of_line(masked, mark->offset, mark->size);
            const bool is_of_parser =
                mark->kind == MarkupKind::Code || mark->kind == MarkupKind::Entity
                || (mark->kind == MarkupKind::Link && found != "[[" && found != "]]" && found != "][")
                || (mark->kind == MarkupKind::Emphasis && found.substr(0, 1) != found.substr(1, 1));
            if (is_of_parser || is_rule) {
                masked.replace(mark->offset, is_rule ? mark->size : 1, is_rule ? mark->size : 1, '\x01');
                continue;
            }
            refuse_once(mark->kind, fmt::format("{}, or write \\{} where the sign itself is meant ('{}')",
                                                markup_cure(mark->kind), found.substr(0, 1), found));
            line.erase(mark->offset, mark->size);
            masked.erase(mark->offset, mark->size);
        }
        return line;
    }

    /// A line of '***' or '___' alone is one across, and '~~~' begins code; the parser knows both.
    static bool is_all_of_line(std::string_view line, std::size_t offset, std::size_t size) {
        return size > 2 && has_only(line.substr(0, offset), " ") && has_only(line.substr(offset + size), " ")
               && std::string_view("*_~").find(line[offset]) != std::string_view::npos;
    }

    const std::filesystem::path& m_file;
    const int m_first_line;
    Problems& m_problems;
    std::vector<Repair> m_repairs;
    std::set<std::pair<int, MarkupKind>> m_refused;
    int m_line = 0;
    Before m_before = Before::Blank;
    bool m_has_heading = false;
    std::optional<std::size_t> m_list_columns; ///< of the outermost bullets since the last heading
};

} // namespace

std::string tidy_markdown(std::string_view body, const std::filesystem::path& file, int first_line,
                          Problems& problems) {
    return Tidier(file, first_line, problems).tidy(body);
}

} // namespace db::authoring
