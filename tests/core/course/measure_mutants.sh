#!/bin/sh
# tests/core/course/measure_mutants.sh - the test over the shapes of questionnaires can fail
#
# Breaks one rule at a time in a copy of one file and expects measure_shapes to notice each.  A change that no longer
# applies (the line was rewritten) fails too, so this list stays true to the code.
#
#   measure_mutants.sh SOURCE_ROOT LIBRARY_C [COMPILER]
set -eu
root=$1
cc=${3:-cc}
flags="-std=c2x -O1 -w -I$root"
work=$(mktemp -d)
ulimit -t 120
trap 'rm -rf "$work"' EXIT
survivors=0

mkdir "$work/objects"
for source in "$root"/core/*.c "$root"/core/*/*.c "$root"/base/*.c "$2" "$root/tests/core/course/measure_shapes.c"; do
    $cc $flags -c "$source" -o "$work/objects/$(basename "$(dirname "$source")")-$(basename "$source" .c).o"
done
$cc "$work"/objects/*.o -o "$work/shapes"
"$work/shapes" few || exit 1

# mutant FILE 's/what it says/what it says wrongly/' : the rule that is broken, in words
mutant() {
    sed -e "$2" "$root/core/course/$1.c" >"$work/$1.c"
    if cmp -s "$root/core/course/$1.c" "$work/$1.c"; then
        echo "does not apply any more: $3"
        survivors=$((survivors + 1))
        return
    fi
    $cc $flags -c "$work/$1.c" -o "$work/$1.o"
    others=$(ls "$work"/objects/*.o | grep -v "/course-$1.o\$")
    $cc "$work/$1.o" $others -o "$work/shapes"
    if "$work/shapes" few >"$work/told"; then
        echo "NOT NOTICED: $3"
        survivors=$((survivors + 1))
    else
        echo "$3: $(head -1 "$work/told" | cut -d: -f1), $(tail -1 "$work/told")"
    fi
}

mutant questionnaire 's/{value, choice->words, choice->valued,/{value, choice->words, true,/' 'a choice counts its place'
mutant measure 's/            return TORN;/            return AGREED;/' 'two numbers that disagree are taken'
mutant measure 's/return fit || seen != .*/return true;/' 'labels that look like numbers are not looked at'
mutant measure 's/return sure == SURE_BY_WORDS || (.*/return true;/' 'what was kept by place is believed'
mutant measure 's/        return answer > 0;/        return answer > 1;/' 'the ninth question opens support one too late'
mutant measure 's/    len += scale_by_words(.*/    ;/' 'the words of a scale are not asked'
mutant measure 's/    len += scale_by_code(.*/    ;/' 'the codes of LOINC are not asked'
mutant measure 's/settle(row, n, &at\[i\], arena)/settle(row, 0, \&at[i], arena)/;s/n < lead + row->items;/n + 1 < lead + row->items;/' 'the last question is not settled'
mutant choice 's/choice->torn |= choice->valued \&\& choice->value != value;/;/' 'two numbers in one choice are taken'
mutant choice 's/str_starts(url, BASE) \&\& i </i </;s/str_eq(str_after(url, BASE.len), NAMES/str_ends(url, NAMES/' 'an address is not looked at whole'
mutant scale 's/if (WORDS\[i\].which == which \&\& /if (/' 'words count as in any questionnaire'
mutant scale 's/    return digit_of(folded, out);/    return digit_of(str_first(folded, 1), out);/' 'a label counts'
[ $survivors = 0 ]
