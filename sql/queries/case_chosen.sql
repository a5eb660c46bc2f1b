-- Which rows of a clock the filters of the address leave. What is open is far less than what is closed: it is asked first.
({number:String} = '' OR startsWith(toString(k.${number}), {number:String}))
    AND ({state:String} IN ('', 'closed') OR ${open})
    AND ({state:String} IN ('', 'open') OR ${state} = {state:String})
    AND ${cases}
    AND (${rows})
