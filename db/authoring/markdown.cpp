#include "db/authoring/markdown.h"

#include "db/authoring/tidy_markdown.h"
#include "db/markup.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <md4c.h>
#include <utility>

namespace db::authoring {
namespace {

constexpr std::string_view kFence = "+++";

struct Parser {
    std::string_view body;
    const std::filesystem::path& file;
    int first_line;
    Problems& problems;
    std::vector<Block> blocks = {};
    std::size_t read_to = 0; ///< offset in `body` behind the last text seen
    int list_depth = 0;
    bool in_item = false;
    bool is_open = false;       ///< a block takes text
    bool item_has_text = false; ///< the open item had its paragraph
    bool waits_for_line = false;
    std::string pending_report = {}; ///< of a span, until its text says where it is

    /// md4c gives no positions, but its texts point into our buffer; a block without text begins at the next line
    /// that is not blank.
    int line_at(std::size_t offset) const {
        return first_line + static_cast<int>(std::count(body.begin(), body.begin() + static_cast<long>(offset), '\n'));
    }
    int next_line() const {
        std::size_t offset = read_to;
        if (offset > 0)
            offset = std::min(body.find('\n', offset), body.size());
        while (offset < body.size() && std::isspace(static_cast<unsigned char>(body[offset])))
            ++offset;
        return line_at(std::min(offset, body.size()));
    }
    void report(std::string message) { problems.add(file, next_line(), std::move(message)); }

    void open(BlockKind kind) {
        blocks.push_back({kind, "", next_line()});
        is_open = true;
        waits_for_line = true;
    }
    void add(std::string_view text) {
        if (!is_open)
            return;
        Block& block = blocks.back();
        for (char letter : text) {
            const bool is_space = letter == ' ' || letter == '\t' || letter == '\n';
            if (!is_space)
                block.text += letter;
            else if (!block.text.empty() && block.text.back() != ' ')
                block.text += ' ';
        }
    }
    void note_position(const char* text, std::size_t size) {
        if (text < body.data() || text >= body.data() + body.size())
            return;
        const auto offset = static_cast<std::size_t>(text - body.data());
        if (!pending_report.empty())
            problems.add(file, line_at(offset), std::exchange(pending_report, {}));
        if (is_open && waits_for_line) {
            blocks.back().line = line_at(offset);
            waits_for_line = false;
        }
        read_to = offset + size;
    }
};

int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
    auto& parser = *static_cast<Parser*>(user);
    switch (type) {
    case MD_BLOCK_DOC:
        break;
    case MD_BLOCK_H:
        if (static_cast<MD_BLOCK_H_DETAIL*>(detail)->level != 2)
            parser.report("a heading begins with two '#': write ## and a space before it");
        parser.open(BlockKind::Heading);
        break;
    case MD_BLOCK_P:
        if (!parser.in_item)
            parser.open(BlockKind::Paragraph);
        else if (parser.item_has_text)
            parser.report("a bullet is one paragraph: make this a bullet of its own, or join it to the one above");
        parser.item_has_text = true;
        break;
    case MD_BLOCK_UL:
        if (++parser.list_depth > 1)
            parser.report("a list inside a list is not shown: make it a bullet of the list above");
        break;
    case MD_BLOCK_OL:
        ++parser.list_depth;
        parser.report("a numbered list is not shown: begin each line with '- '");
        break;
    case MD_BLOCK_LI:
        parser.in_item = true;
        parser.item_has_text = false;
        parser.open(BlockKind::Bullet);
        break;
    case MD_BLOCK_QUOTE:
        parser.report("a quotation is not shown: remove the '>'");
        break;
    case MD_BLOCK_HR:
        parser.report("a line across is not shown: remove it");
        break;
    default:
        parser.report("only paragraphs, ## headings and '- ' bullets are shown: write this as one of them");
        break;
    }
    return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* user) {
    auto& parser = *static_cast<Parser*>(user);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        --parser.list_depth;
    if (type == MD_BLOCK_LI)
        parser.in_item = false;
    if (type == MD_BLOCK_H || type == MD_BLOCK_LI || (type == MD_BLOCK_P && !parser.in_item)) {
        if (parser.is_open && !parser.blocks.back().text.empty() && parser.blocks.back().text.back() == ' ')
            parser.blocks.back().text.pop_back();
        parser.is_open = false;
    }
    return 0;
}

int enter_span(MD_SPANTYPE type, void*, void* user) {
    auto& parser = *static_cast<Parser*>(user);
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG)
        parser.pending_report =
            "emphasis is not shown: remove the '*' or '_', or write \\* where the sign itself is meant";
    else if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        parser.pending_report = "links and pictures in the text are not shown: write the words only";
    else
        parser.pending_report = "code is not shown: remove the '`', or write \\` where the sign itself is meant";
    return 0;
}

int leave_span(MD_SPANTYPE, void*, void*) {
    return 0;
}

int take_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    auto& parser = *static_cast<Parser*>(user);
    if (type == MD_TEXT_ENTITY)
        parser.pending_report =
            fmt::format("'{}' is not shown: write the character itself", std::string_view(text, size));
    parser.note_position(text, size);
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        parser.add(" ");
    else
        parser.add({text, size});
    return 0;
}

} // namespace

MarkdownFile split_front_matter(std::string_view text, const std::filesystem::path& file, Problems& problems) {
    auto line_is_fence = [&](std::size_t start) {
        std::string_view line = text.substr(start, text.find('\n', start) - start);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        return line == kFence;
    };
    if (!line_is_fence(0)) {
        problems.add(file, 1, "the first line must be '+++': the settings stand between two such lines");
        return {};
    }
    int line = 1;
    const std::size_t settings = std::min(text.find('\n'), text.size() - 1) + 1;
    for (std::size_t start = settings; start < text.size();) {
        ++line;
        const std::size_t next = std::min(text.find('\n', start), text.size() - 1) + 1;
        if (line_is_fence(start))
            return {text.substr(settings, start - settings), 2, text.substr(next), line + 1};
        start = next;
    }
    problems.add(file, 1, "the second '+++' is missing: write it in a line of its own after the settings");
    return {};
}

std::vector<Block> parse_markdown(std::string_view body, const std::filesystem::path& file, int first_line,
                                  Problems& problems) {
    const std::string tidied = tidy_markdown(body, file, first_line, problems);
    Parser parser{tidied, file, first_line, problems};
    MD_PARSER callbacks = {};
    callbacks.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
    callbacks.enter_block = enter_block;
    callbacks.leave_block = leave_block;
    callbacks.enter_span = enter_span;
    callbacks.leave_span = leave_span;
    callbacks.text = take_text;
    if (md_parse(tidied.data(), static_cast<MD_SIZE>(tidied.size()), &callbacks, &parser) != 0)
        problems.add(file, first_line, "the text could not be read: split the file into smaller parts");
    return std::move(parser.blocks);
}

std::string escape_markdown(std::string_view text) {
    constexpr std::string_view kAlways = "\\`*_[]<>&#";
    constexpr std::string_view kAtStart = "+-=~|(";
    constexpr std::size_t kMostOfName = 4; // of a point's number or letter: tidy_markdown
    std::string escaped;
    if (bullet_sign_bytes(text) > 0 || (dash_bytes(text) > 0 && !text.starts_with('-')))
        escaped += '\\';
    std::size_t name = 0;
    while (name < text.size() && std::isalnum(static_cast<unsigned char>(text[name])) != 0)
        ++name;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char letter = text[index];
        const bool starts_block = index == 0 && kAtStart.find(letter) != std::string_view::npos;
        const bool ends_number = index == digits && digits > 0 && (letter == '.' || letter == ')');
        const bool ends_letter = index == name && name > 0 && name <= kMostOfName && letter == ')';
        const bool strikes = letter == '~' && text.substr(index + 1).starts_with('~');
        if (starts_block || ends_number || ends_letter || strikes || kAlways.find(letter) != std::string_view::npos)
            escaped += '\\';
        escaped += letter;
    }
    return escaped;
}

std::string paragraphs_text(std::string_view paragraphs) {
    std::string text;
    for (std::size_t start = 0; start < paragraphs.size();) {
        const std::size_t end = std::min(paragraphs.find("\n\n", start), paragraphs.size());
        text += '\n' + escape_markdown(paragraphs.substr(start, end - start)) + '\n';
        start = end + 2;
    }
    return text;
}

} // namespace db::authoring
